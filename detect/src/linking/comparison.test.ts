import { describe, expect, it } from 'vitest';
import type { Behavior } from './behavior.ts';
import type { Member } from './cluster.ts';
import { compare, compareBehavior } from './comparison.ts';
import { distributionDifference, isAbove, isBelow, shareDifference } from './difference.ts';
import { claimed, heardFor } from './linkage.fixture.ts';
import { messageEnd, sameMessage } from './message.ts';

/** So many times as many calls of one kind: a third answered, 20% of these hung up, the rest heard around 20 s. */
const times = (factor: number, more: Partial<Behavior> = {}): Behavior => ({
  ...heardFor(20),
  calls: 150 * factor,
  answered: 50 * factor,
  short: 10 * factor,
  seconds: heardFor(20).seconds.map((_, i) => (i === 20 || i === 21 ? 20 * factor : 0)),
  areas: new Map([[1_212, 150 * factor]]),
  ...more,
});

describe('comparison of behavior', () => {
  it('finds the same message and shares alike, whatever the number of calls', () => {
    expect(compareBehavior(times(10), times(10), true)).toBe('alike');
    expect(compareBehavior(times(10), times(40), true)).toBe('alike');
  });

  it('is unclear where there are too few calls to tell', () => {
    expect(compareBehavior(times(0.1), times(10), true)).toBe('unclear');
    expect(compareBehavior(times(0.1), times(0.1, { short: 0 }), true)).toBe('unclear');
  });

  it.each([
    ['hung up, far more', { short: 220 }, 'different'],
    ['hung up, more', { short: 170 }, 'unclear'],
    ['hung up, a few more', { short: 130 }, 'alike'],
    ['answered, far more', { answered: 800, short: 160 }, 'different'],
    ['answered, more', { answered: 660, short: 132 }, 'unclear'],
    ['answered, a few more', { answered: 620, short: 124 }, 'alike'],
    ['given up within a ring, far more', { rung: 400 }, 'different'],
    ['given up within a ring, more', { rung: 150 }, 'alike'],
  ])('holds the share of calls against the other: %s', (_, more, level) => {
    expect(compareBehavior(times(10), times(10, more), true)).toBe(level);
    expect(compareBehavior(times(10, more), times(10), true)).toBe(level);
  });

  it('tells messages of another length apart', () => {
    const longer = times(10, { seconds: times(10).seconds.map((_, i) => (i === 50 || i === 51 ? 200 : 0)) });
    expect(compareBehavior(times(10), longer, true)).toBe('different');
  });

  it('counts the areas called only where it is asked to', () => {
    const elsewhere = times(10, { areas: new Map([[1_315, 1_500]]) });
    expect(compareBehavior(times(10), elsewhere, true)).toBe('different');
    expect(compareBehavior(times(10), elsewhere, false)).toBe('alike');
    const mostly = times(10, {
      areas: new Map([
        [1_212, 1_125],
        [1_315, 375],
      ]),
    });
    expect(compareBehavior(times(10), mostly, true)).toBe('alike');
  });
});

describe('comparison of segments', () => {
  const of = (mark: string, behavior = heardFor(20), more: Partial<Member> = {}) =>
    claimed('p', { origin_key: `upstream|p${mark}`, behavior, ...more });

  it.each([
    ['|origid a', '|origid b', 'different'],
    ['|origid a', '|origid a', 'unclear'],
    ['|origid a', '', 'unclear'],
    ['|exchange 1212555', '', 'different'],
    ['|exchange 1212555', '|exchange 1212555', 'unclear'],
    ['|area 1212', '', 'different'],
    ['|area 1212', '|area 1315', 'unclear'],
  ])('at one provider, %s and %s', (one, other, level) => {
    expect(compare(of(one), of(other))).toBe(level);
    expect(compare(of(one, times(10)), of(other, times(10)))).toBe('alike');
  });

  it('keeps two areas apart whose callers are of two classes', () => {
    expect(compare(of('|area 1212'), of('|area 1315', heardFor(20), { caller_class: 'unusable' }))).toBe(
      'different',
    );
  });

  it('does not hold marks of two providers against each other', () => {
    expect(compare(of('|origid a'), claimed('q', { origin_key: 'upstream|q|origid b' }))).toBe('unclear');
  });

  it('compares areas at the same time only, and never those that told the segments apart', () => {
    const elsewhere = times(10, { areas: new Map([[1_315, 1_500]]) });
    expect(compare(of('', times(10)), of('', elsewhere))).toBe('different');
    const later = { first_ms: 3_600_000, last_ms: 7_200_000 };
    expect(compare(of('', times(10)), of('', elsewhere, later))).toBe('alike');
    expect(compare(of('|area 1212', times(10)), of('|area 1315', elsewhere))).toBe('alike');
  });

  it('takes an overlap of 30% of the shorter for the same time', () => {
    const elsewhere = times(10, { areas: new Map([[1_315, 1_500]]) });
    const from = (first_ms: number) =>
      compare(of('', times(10)), of('', elsewhere, { first_ms, last_ms: first_ms + 3_600_000 }));
    expect(from(2_520_000)).toBe('different');
    expect(from(2_520_001)).toBe('alike');
  });
});

describe('differences', () => {
  it('of a distribution is 0 for the same and 4 for nothing in common', () => {
    expect(distributionDifference([100, 100], [200, 200])?.value).toBe(0);
    expect(distributionDifference([4_000, 0], [0, 4_000])?.value).toBeCloseTo(4, 2);
    expect(distributionDifference([50, 50], [30, 70])?.value).toBeCloseTo((25 / 3 - 1) / 50, 4);
  });

  it('needs two bins of ten calls, into which it puts those beside each other', () => {
    expect(distributionDifference([9, 0], [0, 9])).toBeUndefined();
    expect(distributionDifference([9, 10], [1, 0])).toBeDefined();
    expect(distributionDifference([9, 1, 9], [0, 0, 0])).toBeUndefined();
    expect(distributionDifference([5, 5, 5, 5, 1], [5, 5, 5, 5, 1])?.value).toBe(0);
  });

  it('count beyond chance', () => {
    expect(shareDifference([20, 40], [100, 100])).toMatchObject({ value: expect.closeTo(0.2) });
    expect(isAbove({ value: 0.2, error: 0.03 }, 0.12)).toBe(true);
    expect(isAbove({ value: 0.2, error: 0.04 }, 0.12)).toBe(false);
    expect(isBelow({ value: 0.05, error: 0.04 }, 0.1)).toBe(true);
    expect(isBelow({ value: 0.05, error: 0.06 }, 0.1)).toBe(false);
  });

  it('shrink with the number of calls', () => {
    const few = shareDifference([2, 4], [10, 10]).error;
    expect(shareDifference([200, 400], [1_000, 1_000]).error).toBeCloseTo(few / 10);
  });
});

describe('the end of a message', () => {
  const ending = (seconds: Readonly<Record<number, number>>) =>
    heardFor(0, { seconds: Array.from({ length: 120 }, (_, i) => seconds[i] ?? 0) });

  it('is where a quarter of those who listen hang up within three seconds', () => {
    expect(messageEnd(ending({ 20: 25, 40: 25, 60: 25, 80: 25 }))).toBe(19);
    expect(messageEnd(ending({ 20: 24, 40: 24, 60: 24, 80: 24, 100: 4 }))).toBeUndefined();
    expect(messageEnd(ending({ 19: 10, 20: 10, 21: 10, 50: 25 }))).toBe(20);
    expect(messageEnd(ending({}))).toBeUndefined();
  });

  it('may differ by a second', () => {
    expect(sameMessage(heardFor(20), heardFor(21))).toBe(true);
    expect(sameMessage(heardFor(20), heardFor(22))).toBe(false);
    expect(sameMessage(ending({}), ending({}))).toBe(false);
  });
});
