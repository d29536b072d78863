import { describe, expect, it } from 'vitest';
import { clocksOf, unknownClocks } from './clocks.ts';
import { createForest, type Forest } from './forest.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';
import { joinPieces } from './pieces.ts';

const link = (forest: Forest, from: Leg, to: Leg) => forest.add({ from, to, cost: 0 }, 'both');

/** The call ids of the links that were inferred, each as 'from > to'. */
function inferred(forest: Forest): string[] {
  const links = [...forest.before.values()].filter(({ evidence }) => evidence === 'inferred');
  return links.map(({ from, to }) => `${from.call_id} > ${to.call_id}`).sort();
}

/** What joining finds among legs that nothing ties yet, in whichever order they come. */
function joined(legs: readonly Leg[], clocks = unknownClocks): string[] {
  const [some = [], others = []] = [legs, legs.toReversed()].map((order) => {
    const forest = createForest(order);
    joinPieces(forest, clocks);
    return inferred(forest);
  });
  expect(others).toEqual(some);
  return some;
}

describe('pieces of a call', () => {
  it('are joined where a provider between them does not report', () => {
    expect(joined([leg('a a x'), leg('c y c', 400)])).toEqual(['a a x 0 > c y c 400']);
    expect(joined([leg('a a -'), leg('c - c', 400)])).toEqual(['a a - 0 > c - c 400']);
  });

  it('stay apart where a leg says that the call begins or ends there', () => {
    expect(joined([leg('a a a'), leg('c y c', 400)])).toEqual([]);
    expect(joined([leg('a a x'), leg('c c c', 400)])).toEqual([]);
  });

  it('stay apart where time, callers or endings do not fit', () => {
    const from = leg('a a x');
    expect(joined([from, leg('c y c', 60_000)])).toEqual([]);
    expect(joined([from, leg('c y c', 400, { calling_number: 12_125_550_111 })])).toEqual([]);
    expect(joined([from, leg('c y c', 400, { talk_ms: 90_000 })])).toEqual([]);
  });

  it('join the likeliest first, and no leg goes on twice', () => {
    const legs = [leg('a a x'), leg('b y b', 200), leg('c y c', 900)];
    expect(joined(legs)).toEqual(['a a x 0 > b y b 200']);
  });

  it('stay apart where a carrier has a leg in both: it saw two attempts', () => {
    const [a, b, c] = [leg('a a b'), leg('b a x', 150), leg('c y d', 400)];
    for (const [last, links] of [
      [leg('d c d', 550), ['b a x 150 > c y d 400']],
      [leg('a c a', 550), []],
    ] as const) {
      const forest = createForest([a, b, c, last]);
      expect([link(forest, a, b), link(forest, c, last)]).toEqual([true, true]);
      joinPieces(forest, unknownClocks);
      expect(inferred(forest)).toEqual(links);
    }
  });

  it('count a carrier of a piece that was joined before, too', () => {
    const [root, one, other] = [leg('r r p'), leg('p r x'), leg('q r x', 1_000)];
    const heads = [leg('c y c', 150), leg('c y c', 1_150)];
    for (const [some, links] of [
      [heads, ['p r x 0 > c y c 150']],
      [heads.slice(1), ['q r x 1000 > c y c 1150']],
    ] as const) {
      const forest = createForest([root, one, other, ...some]);
      expect([link(forest, root, one), link(forest, root, other)]).toEqual([true, true]);
      joinPieces(forest, unknownClocks);
      expect(inferred(forest)).toEqual(links);
    }
  });

  it('do not go on from a leg that another one follows', () => {
    const [a, b, c] = [leg('a a x'), leg('b a b', 150), leg('c y c', 400)];
    const forest = createForest([a, b, c]);
    link(forest, a, b);
    joinPieces(forest, unknownClocks);
    expect(inferred(forest)).toEqual([]);
  });
});

describe('the direction between two legs that name nobody', () => {
  const outer = (start_ms: number, hold_ms: number) => leg('outer - -', start_ms, { hold_ms });
  const inner = (start_ms: number, hold_ms: number) => leg('inner - -', start_ms, { hold_ms });
  const outerFirst = [expect.stringMatching(/^outer/)];
  const innerFirst = [expect.stringMatching(/^inner/)];

  it('is from the leg that was held longer, whatever the clocks say', () => {
    expect(joined([outer(1_001, 40_150), inner(853, 40_001)])).toEqual(outerFirst);
  });

  it('is by the clocks where the holding times show nothing: unknown, alike, whole seconds, or too unlike', () => {
    expect(joined([outer(1_001, 0), inner(853, 0)])).toEqual(innerFirst);
    expect(joined([outer(1_001, 40_001), inner(853, 40_001)])).toEqual(innerFirst);
    expect(joined([outer(2_000, 41_000), inner(1_000, 40_000)])).toEqual(innerFirst);
    expect(joined([outer(2_001, 41_001), inner(1_001, 40_001)])).toEqual(outerFirst);
    expect(joined([outer(2_001, 42_002), inner(1_001, 40_001)])).toEqual(innerFirst);
  });

  it('is held against a pair more where the clocks were compared', () => {
    const compared = clocksOf([{ a: 'a', b: 'b', ms: 0, calls: 9 }]);
    // Unknown holding times tell nothing, and equal ones no more.
    for (const hold_ms of [0, 40_001]) {
      const held = { hold_ms };
      const legs = [leg('a a -', 0, held), leg('b - b', -1, held), leg('c - c', 2_300, held)];
      expect(joined(legs)).toEqual(['a a - 0 > b - b -1']);
      expect(joined(legs, compared)).toEqual(['a a - 0 > c - c 2300']);
    }
  });
});
