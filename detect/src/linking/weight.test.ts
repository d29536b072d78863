import { describe, expect, it } from 'vitest';
import { claimed, heardFor, proven } from './linkage.fixture.ts';
import { type MatchedPair, surestFirst, weightOf } from './weight.ts';

const kinds = ['some numbers', 'origin', 'behavior'] as const;

describe('evidence weight of a match', () => {
  it('is the rank of its kind among those looked for, and how near the two are', () => {
    const behavior = heardFor(20, {
      calls: 1_500,
      answered: 500,
      short: 100,
      seconds: Array.from({ length: 120 }, (_, second) => (second === 20 || second === 21 ? 200 : 0)),
      areas: new Map([[1_212, 1_500]]),
    });
    const a = proven('a', { behavior });
    const b = proven('a', { behavior, first_ms: 3_660_000, last_ms: 7_000_000 });
    expect(weightOf(a, b, kinds)).toEqual({ rank: 1, sameCallerClass: true, alike: true, gap: 60_000 });
    expect(weightOf(a, b, ['origin'])).toMatchObject({ rank: 0 });
  });

  it('is undefined where there is no match, or one of another kind', () => {
    const other = claimed('q', { behavior: heardFor(50), first_ms: 10_800_000, last_ms: 14_400_000 });
    expect(weightOf(proven('a'), other, kinds)).toBeUndefined();
    expect(weightOf(proven('a'), proven('a'), ['behavior'])).toBeUndefined();
  });

  it('tells two caller classes, and calls that are not surely alike', () => {
    const few = heardFor(20, { calls: 4, answered: 1, short: 0, seconds: [] });
    const weight = weightOf(proven('a'), proven('a', { caller_class: 'attested', behavior: few }), kinds);
    expect(weight).toMatchObject({ sameCallerClass: false, alike: false });
  });
});

describe('pairs in the order in which they are joined', () => {
  const pair = (more: Partial<MatchedPair>): MatchedPair => ({
    rank: 0,
    sameCallerClass: true,
    alike: true,
    gap: 0,
    calls: 100,
    i: 0,
    j: 1,
    ...more,
  });
  it.each([
    ['the surer kind', { rank: 0, calls: 1 }, { rank: 1, calls: 900 }],
    ['one caller class', { calls: 1 }, { sameCallerClass: false, calls: 900 }],
    ['more calls of the smaller', { calls: 101, alike: false }, { calls: 100 }],
    ['calls that are alike', { gap: 900_000 }, { alike: false }],
    ['near in time', { gap: 60_000, i: 5, j: 6 }, { gap: 60_001 }],
    ['the index', { i: 0, j: 2 }, { i: 1, j: 2 }],
    ['the second index', { j: 2 }, { j: 3 }],
  ])('have first: %s', (_, first, second) => {
    expect([pair(second), pair(first)].sort(surestFirst)).toEqual([pair(first), pair(second)]);
    expect([pair(first), pair(second)].sort(surestFirst)).toEqual([pair(first), pair(second)]);
  });

  it('do not prefer a longer overlap: where both overlap, both are near', () => {
    expect(surestFirst(pair({ gap: -900_000, i: 1 }), pair({ gap: -1, i: 0 }))).toBeGreaterThan(0);
  });
});
