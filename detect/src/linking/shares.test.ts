import { describe, expect, it } from 'vitest';
import { heardFor } from './linkage.fixture.ts';
import { answeredDifference, rungDifference, shortDifference } from './shares.ts';

const all = heardFor(20, { calls: 200, answered: 80, short: 40, rung: 20 });
/** The same calls in a feed that tells only of answered ones. */
const answeredAlone = heardFor(20, {
  calls: 80,
  answered: 80,
  short: 40,
  untoldCalls: 80,
  untoldAnswered: 80,
});

describe('shares of calls', () => {
  it('are compared of all calls', () => {
    const more = heardFor(20, { calls: 200, answered: 120, short: 30, rung: 60 });
    expect(answeredDifference(all, more)?.value).toBeCloseTo(0.2);
    expect(rungDifference(all, more)?.value).toBeCloseTo(0.2);
    expect(shortDifference(all, more).value).toBeCloseTo(0.25);
  });

  it('are not told where feeds tell only of answered calls; how many of these are short is', () => {
    expect(answeredDifference(all, answeredAlone)).toBeUndefined();
    expect(rungDifference(answeredAlone, all)).toBeUndefined();
    expect(shortDifference(all, answeredAlone).value).toBe(0);
  });

  it('are those of the calls of which it is told, where these are most', () => {
    const most = heardFor(20, {
      calls: 280,
      answered: 160,
      rung: 20,
      untoldCalls: 80,
      untoldAnswered: 80,
    });
    expect(answeredDifference(all, most)?.value).toBe(0);
    expect(rungDifference(all, most)?.value).toBe(0);
    const few = { ...most, untoldCalls: 160, untoldAnswered: 150 };
    expect(answeredDifference(all, few)).toBeUndefined();
  });
});
