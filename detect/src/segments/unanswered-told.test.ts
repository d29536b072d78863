import { describe, expect, it } from 'vitest';
import { areUnansweredMissing } from './unanswered-told.ts';

describe('unanswered calls', () => {
  it('are missing where so few are left that even people who wait for a call would not answer as often', () => {
    expect(areUnansweredMissing({ calls: 250, answered: 250 })).toBe(true);
    expect(areUnansweredMissing({ calls: 250, answered: 248 })).toBe(true);
    expect(areUnansweredMissing({ calls: 250, answered: 240 })).toBe(false);
    expect(areUnansweredMissing({ calls: 2_000, answered: 1_800 })).toBe(false);
  });

  it('are not known to be missing of few calls: all of these may be answered by chance', () => {
    const allAnswered = (calls: number) => areUnansweredMissing({ calls, answered: calls });
    expect([0, 10, 40, 50].map(allAnswered)).toEqual([false, false, false, true]);
  });
});
