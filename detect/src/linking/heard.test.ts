import { describe, expect, it } from 'vitest';
import { heardDifference, isRounded } from './heard.ts';
import { heardFor } from './linkage.fixture.ts';

/** Calls by how long they were heard. */
const hearing = (calls: Readonly<Record<number, number>>, ordinary = 0) => {
  const seconds = Array.from({ length: 120 }, (_, second) => calls[second] ?? 0);
  return heardFor(0, { seconds, heard: seconds.reduce((sum, n) => sum + n, ordinary) });
};
/** A message of 26 s. Some people break it off. */
const exact = { 8: 5, 9: 5, 10: 5, 11: 5, 15: 4, 20: 4, 26: 40 };
/** The same calls, as they are billed by six seconds. */
const bySix = { 12: 20, 18: 4, 24: 4, 30: 40 };

describe('rounded durations', () => {
  it('are those of which many are multiples of six seconds', () => {
    expect(isRounded(hearing(bySix))).toBe(true);
    expect(isRounded(hearing({ ...exact, 12: 8, 18: 8, 24: 8 }))).toBe(true);
    expect(isRounded(hearing(exact))).toBe(false);
    expect(isRounded(hearing({}))).toBe(false);
  });

  it('are not those of a message that happens to end at such a second', () => {
    expect(isRounded(hearing({ ...exact, 26: 0, 30: 40 }))).toBe(false);
  });

  it('are no other message than the same calls by the second', () => {
    expect(heardDifference(hearing(exact), hearing(bySix))?.value).toBe(0);
    expect(heardDifference(hearing(bySix), hearing(exact))?.value).toBe(0);
  });

  it('tell messages apart that end some seconds later', () => {
    const longer = hearing({ ...exact, 26: 0, 33: 40 });
    expect(heardDifference(longer, hearing(bySix))?.value).toBeGreaterThan(1);
  });
});

it('durations are less certain where most calls were ordinary and were subtracted', () => {
  const other = hearing({ ...exact, 26: 20, 33: 20 });
  const [sure, unsure] = [0, 176].map((ordinary) => heardDifference(hearing(exact, ordinary), other));
  expect(unsure?.error).toBeCloseTo(3 * (sure?.error ?? 0), 0);
  expect(unsure?.value).toBeLessThan(sure?.value ?? 0);
});
