import { describe, expect, it } from 'vitest';
import { linkableFrom } from '../linking/memory-source.fixture.ts';
import { unlikePartsOf } from './unlike-parts.ts';

type More = Parameters<typeof linkableFrom>[1];

/** 1,000 calls in the n-th hour, of which so many are answered and hung up within 6 s. */
const segment = (n: number, answered: number, short: number, more: More = {}) => {
  const one = linkableFrom(n, { calling_number: 0, caller_class: 'unproven', calls: 1_000, ...more });
  return { ...one, behavior: { ...one.behavior, calls: one.calls, answered, short, seconds: [] } };
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

  it('are told apart by hour, and by how long calls are heard', () => {
    const heard = (n: number, second: number) => {
      const one = segment(n, 400, 200);
      const seconds = Array.from({ length: 120 }, (_, i) => (i === second || i === second + 1 ? 50 : 0));
      return { ...one, behavior: { ...one.behavior, seconds } };
    };
    expect(unlikePartsOf([heard(1, 20), heard(2, 40)]).map(({ by }) => by)).toEqual(['hour']);
    expect(unlikePartsOf([heard(1, 20), heard(2, 20)])).toEqual([]);
  });

  it('are none of few calls, nor of ordinary hours', () => {
    expect(unlikePartsOf([segment(1, 400, 200), segment(1, 30, 20, { ...called, calls: 90 })])).toEqual([]);
    expect(unlikePartsOf([segment(1, 400, 200), segment(2, 10, 5, { calls: 0 })])).toEqual([]);
    expect(unlikePartsOf([])).toEqual([]);
  });
});
