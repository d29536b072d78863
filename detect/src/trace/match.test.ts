import { describe, expect, it } from 'vitest';
import { clocksOf, unknownClocks } from './clocks.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';
import { handOvers, oneToOne, type Pair, pairsOf } from './match.ts';

const sameClocks = clocksOf([{ a: 'a', b: 'b', ms: 0, calls: 1 }]);
const from = (start_ms: number, more: Partial<Leg> = {}) => leg('a a b', start_ms, more);
const to = (start_ms: number, more: Partial<Leg> = {}) => leg('b a b', start_ms, more);
const starts = (pairs: readonly Pair[]) => pairs.map((pair) => [pair.from.start_ms, pair.to.start_ms]);

describe('pairs of legs that may be one call', () => {
  it('are of two carriers, near in time, and cost their delay beyond a hop in seconds', () => {
    const pairs = pairsOf([from(0)], [to(150), to(1_150), to(5_151), from(150)], sameClocks, 'time');
    expect(starts(pairs)).toEqual([
      [0, 150],
      [0, 1_150],
    ]);
    expect(pairs.map(({ cost }) => cost)).toEqual([0, 1]);
  });

  it('cost more where the legs fit badly, and are none where they cannot be one call', () => {
    const longer = to(150, { talk_ms: 31_000 });
    expect(pairsOf([from(0)], [longer], sameClocks, 'time')).toMatchObject([{ cost: 1 }]);
    const ofOther = to(150, { calling_number: 12_025_550_199 });
    expect(pairsOf([from(0)], [ofOther], sameClocks, 'time')).toEqual([]);
  });
});

describe('one to one', () => {
  it('takes the cheapest pairs first, and each leg once on either side', () => {
    const [a1, a2, b1, b2] = [from(0), from(1), to(2), to(3)];
    const pairs = [
      { from: a1, to: b1, cost: 2 },
      { from: a1, to: b2, cost: 1 },
      { from: a2, to: b2, cost: 1.5 },
      { from: a2, to: b1, cost: 3 },
    ];
    expect(oneToOne(pairs)).toEqual([pairs[1], pairs[3]]);
    expect(oneToOne(pairs.toReversed())).toEqual([pairs[1], pairs[3]]);
  });

  it('lets the earlier of two equals be first, whatever their order', () => {
    const [early, late, b] = [from(0), from(100), to(50)];
    const pairs = [
      { from: late, to: b, cost: 1 },
      { from: early, to: b, cost: 1 },
    ];
    expect(oneToOne(pairs).map((pair) => pair.from)).toEqual([early]);
    expect(oneToOne(pairs.toReversed()).map((pair) => pair.from)).toEqual([early]);
  });
});

describe('hand-overs that both carriers name', () => {
  const dials = [0, 4_000, 9_000];
  /** Three calls of the same numbers, as a carrier writes them whose clock is ahead. */
  const ahead = (ms: number) => dials.map((start) => to(start + 150 + ms));

  it('are one to one by time where the clocks are known', () => {
    expect(
      starts(
        handOvers(
          dials.map((start) => from(start)),
          ahead(0),
          sameClocks,
        ),
      ),
    ).toEqual([
      [0, 150],
      [4_000, 4_150],
      [9_000, 9_150],
    ]);
  });

  it('are found by the difference of clocks under which all calls fit, where none is known', () => {
    const found = handOvers(
      dials.map((start) => from(start)),
      ahead(4_000),
      unknownClocks,
    );
    expect(starts(found).toSorted(([a = 0], [b = 0]) => a - b)).toEqual([
      [0, 4_150],
      [4_000, 8_150],
      [9_000, 13_150],
    ]);
  });

  it('are the nearest in time where no difference of clocks fits better', () => {
    expect(starts(handOvers([from(0)], [to(150), to(4_150)], unknownClocks))).toEqual([[0, 150]]);
  });

  it('are none where one carrier has no leg', () => {
    expect(handOvers([from(0)], [], unknownClocks)).toEqual([]);
  });
});
