import { describe, expect, it } from 'vitest';
import { distributionDifference, isAbove, isBelow, shareDifference } from './difference.ts';

describe('differences', () => {
  it('of a distribution is 0 for the same and 4 for nothing in common', () => {
    expect(distributionDifference([100, 100], [200, 200])?.value).toBe(0);
    expect(distributionDifference([4_000, 0], [0, 4_000])?.value).toBeCloseTo(4, 2);
    expect(distributionDifference([50, 50], [30, 70])?.value).toBeCloseTo((25 / 3 - 1) / 50, 4);
  });

  it('of a distribution are less certain with more noise', () => {
    const [usual, noisy] = [1, 2].map((noise) => distributionDifference([50, 50], [30, 70], noise));
    expect(noisy?.error).toBeCloseTo(2 * (usual?.error ?? 0));
    expect((usual?.value ?? 0) - (noisy?.value ?? 0)).toBeCloseTo(1 / 50);
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
