import { describe, expect, it } from 'vitest';
import { linkableFrom } from '../linking/memory-source.fixture.ts';
import { unlikePartsOf } from './unlike-parts.ts';

type More = Parameters<typeof linkableFrom>[1];

/** 1,000 calls in the n-th hour, of which so many are answered and hung up within 6 s. */
const segment = (n: number, answered: number, short: number, more: More = {}) => {
  const one = linkableFrom(n, { calling_number: 0, caller_class: 'unproven', calls: 1_000, ...more });
  return { ...one, behavior: { ...one.behavior, calls: one.calls, answered, short } };
};
const called = { callers_called: true };

describe('unlike parts', () => {
  it('are those that answer otherwise, with their shares', () => {
    const mixed = [
      segment(1, 400, 200),
      segment(1, 200, 100, { ...called, calls: 500 }),
      segment(1, 100, 50, called),
    ];
    expect(unlikePartsOf([segment(1, 400, 200), segment(1, 200, 100, called)])).toEqual([
      {
        by: 'called',
        parts: [
          { share: 0.5, answered: 0.4, short: 0.5 },
          { share: 0.5, answered: 0.2, short: 0.5 },
        ],
      },
    ]);
    expect(unlikePartsOf(mixed)[0]?.parts.map(({ share }) => share)).toEqual([0.6, 0.4]);
    expect(unlikePartsOf(mixed.toReversed())).toEqual(unlikePartsOf(mixed));
  });

  it.each([
    ['called', called],
    ['callers', { caller_class: 'neighbor' }],
    ['place', { place_customer: 'y' }],
  ] as const)('are told apart by %s', (by, more) => {
    const parts = (answered: number, short: number) =>
      unlikePartsOf([segment(1, 400, 200), segment(1, answered, short, more)]).map((found) => found.by);
    expect(parts(200, 100)).toEqual([by]);
    expect(parts(400, 340)).toEqual([by]);
    expect(parts(380, 195)).toEqual([]);
  });

  it('differ by a least difference, which is larger between hours, however many calls there are', () => {
    const many = { calls: 100_000 };
    const waysOf = (n: number, answered: number, more: More) =>
      unlikePartsOf([segment(1, 40_000, 20_000, many), segment(n, answered, answered / 2, more)]).map(
        ({ by }) => by,
      );
    expect(waysOf(1, 35_000, { ...many, ...called })).toEqual([]);
    expect(waysOf(1, 33_000, { ...many, ...called })).toEqual(['called']);
    expect(waysOf(2, 33_000, many)).toEqual([]);
    expect(waysOf(2, 27_000, many)).toEqual(['hour']);
  });

  it('differ beyond chance: few calls show a large difference now and then', () => {
    const few = { ...called, calls: 200 };
    expect(unlikePartsOf([segment(1, 400, 200), segment(1, 60, 30, few)])).toEqual([]);
  });

  it('are none where only the time heard differs, which their shares do not show', () => {
    const heard = (second: number, more: More) => {
      const one = segment(1, 400, 200, more);
      const seconds = Array.from({ length: 120 }, (_, i) => (i === second || i === second + 1 ? 50 : 0));
      return { ...one, behavior: { ...one.behavior, seconds } };
    };
    expect(unlikePartsOf([heard(20, {}), heard(40, called)])).toEqual([]);
  });

  it('are none of few calls, nor of ordinary hours', () => {
    expect(unlikePartsOf([segment(1, 400, 200), segment(1, 30, 20, { ...called, calls: 90 })])).toEqual([]);
    expect(unlikePartsOf([segment(1, 400, 200), segment(2, 10, 5, { calls: 0 })])).toEqual([]);
    expect(unlikePartsOf([])).toEqual([]);
  });
});
