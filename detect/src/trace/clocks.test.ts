import { describe, expect, it } from 'vitest';
import { clockDifferences, clocksOf, either, unknownClocks } from './clocks.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';

/** Legs of one call over some carriers, each so many ms ahead. Each leg is held 150 ms shorter than the one before. */
const call = (called_number: number, path: readonly (readonly [carrier: string, ahead: number])[]) =>
  path.map(([carrier, ahead], hop) => {
    const [up, down] = [path[hop - 1]?.[0] ?? carrier, path[hop + 1]?.[0] ?? carrier];
    const more = { called_number, hold_ms: 40_000 - hop * 150 };
    return leg(`${carrier} ${up} ${down}`, ahead + hop * 150, more);
  });
const two = (a: Partial<Leg>, b: Partial<Leg>) => [
  leg('a a b', 0, { hold_ms: 40_000, ...a }),
  leg('b a b', 7_150, { hold_ms: 39_850, ...b }),
];

describe('differences of clocks', () => {
  it('are those between the ends of two legs of one call, which count twice', () => {
    expect(clockDifferences(two({}, {}))).toEqual([{ a: 'a', b: 'b', ms: 7_000, calls: 2 }]);
  });

  it('are those between the starts, less a hop, where a hand-over shows no ends', () => {
    const noEnds = { hold_ms: 0 };
    expect(clockDifferences(two(noEnds, noEnds))).toMatchObject([{ ms: 7_000, calls: 1 }]);
    expect(clockDifferences(two(noEnds, { ...noEnds, upstream: '' }))).toEqual([]);
  });

  it('are not told by legs that were answered for unlike times, or start too far apart', () => {
    expect(clockDifferences(two({ talk_ms: 30_000 }, { talk_ms: 31_600 }))).toEqual([]);
    expect(clockDifferences(two({}, { talk_ms: null }))).toEqual([]);
    expect(clockDifferences(two({}, { start_ms: 21_001 }))).toEqual([]);
  });

  it('are not told by carriers with several legs between two numbers, unless one leg was written twice', () => {
    const redialled = leg('a a b', 60_000, { hold_ms: 40_000 });
    expect(clockDifferences([...two({}, {}), redialled])).toEqual([]);
    const twice = leg('a a b', 500, { hold_ms: 40_000 });
    expect(clockDifferences([...two({}, {}), twice])).toHaveLength(1);
  });

  it('are medians over calls', () => {
    const legs = [1_000, 2_000, 9_000].flatMap((ahead, i) =>
      call(i + 1, [
        ['a', 0],
        ['b', ahead],
      ]),
    );
    expect(clockDifferences(legs)).toEqual([{ a: 'a', b: 'b', ms: 2_000, calls: 6 }]);
  });
});

describe('clocks', () => {
  const difference = (a: string, b: string, ms: number, calls = 1) => ({ a, b, ms, calls });

  it('are compared over the carriers in between where two never met', () => {
    const legs = [
      ...call(1, [
        ['a', 0],
        ['b', 7_000],
      ]),
      ...call(2, [
        ['b', 7_000],
        ['c', -4_000],
      ]),
    ];
    const clocks = clocksOf(clockDifferences(legs));
    expect(clocks.ahead('a', 'b')).toBe(7_000);
    expect(clocks.ahead('c', 'a')).toBe(4_000);
    expect(clocks.ahead('a', 'elsewhere')).toBeUndefined();
  });

  it('rest on the differences of most calls first, whatever their order', () => {
    const differences = [
      difference('a', 'b', 100, 1),
      difference('a', 'c', 1_000, 50),
      difference('b', 'c', 2_000, 40),
    ];
    for (const some of [differences, differences.toReversed()])
      expect(clocksOf(some).ahead('a', 'b')).toBe(-1_000);
  });

  it('are not known between carriers that nothing connects', () => {
    const clocks = clocksOf([difference('a', 'b', 5), difference('c', 'd', 6)]);
    expect([clocks.ahead('b', 'a'), clocks.ahead('a', 'c')]).toEqual([-5, undefined]);
  });

  it('are those of a second comparison where the first one tells nothing', () => {
    const clocks = either(clocksOf([difference('a', 'b', 5)]), clocksOf([difference('b', 'c', 7)]));
    expect([clocks.ahead('a', 'b'), clocks.ahead('b', 'c'), clocks.ahead('a', 'c')]).toEqual([
      5,
      7,
      undefined,
    ]);
    expect(either(unknownClocks, unknownClocks).ahead('a', 'b')).toBeUndefined();
  });
});
