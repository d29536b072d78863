import { describe, expect, it } from 'vitest';
import { callerSample, distinctShare, numbersOf } from './number-sample.ts';

/** Hashes of so many numbers, evenly spread, the smallest ones. */
const sampleOf = (numbers: number) =>
  Array.from({ length: Math.min(numbers, callerSample) }, (_, i) =>
    Math.floor(((i + 1) * 2 ** 32) / numbers),
  );

describe('numbers of a sample', () => {
  it.each([0, 1, callerSample - 1])('are %d where the sample is not full', (numbers) => {
    expect(numbersOf(sampleOf(numbers))).toBe(numbers);
  });

  it('are estimated from the largest hash of a full one', () => {
    expect(numbersOf(sampleOf(6_400))).toBe(6_300);
  });
});

describe('numbers of several samples that are left, each counted once', () => {
  const full = sampleOf(6_400);
  const other = full.map((hash) => hash - 1);

  it.each([
    ['all, where the samples have none in common', [full, other], 1],
    ['one of each, where they are the same', [full, full, full, full], 1 / 4],
    ['three quarters, where one has half of the other', [full, full.map((hash, i) => hash - (i % 2))], 3 / 4],
  ])('are %s', (_, samples, share) => {
    expect(distinctShare(samples)).toBeCloseTo(share, 2);
  });

  it('are compared only as far as every sample reaches', () => {
    // The second one has a tenth of the numbers, all of them the first one's: few of its hashes are among the smallest of all.
    const few = full.filter((_, i) => i % 10 === 0).concat(sampleOf(640).slice(7));
    expect(distinctShare([full, few])).toBeCloseTo(64 / 71, 2);
  });
});
