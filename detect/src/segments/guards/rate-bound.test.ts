import { describe, expect, it } from 'vitest';
import { all99, atMost } from './rate-bound.ts';

describe('upper bound of a rate', () => {
  // Exact bounds of a Poisson count, nine times in ten: half of chi-square's 90% point with 2 (n + 1) degrees.
  it.each([
    [0, Math.LN10],
    [1, 3.8897],
    [2, 5.3223],
    [10, 15.4066],
    [100, 114.07],
  ])('is that of %i seen', (seen, exact) => {
    expect(atMost(seen, 1) / exact).toBeGreaterThan(0.98);
    expect(atMost(seen, 1) / exact).toBeLessThan(1.02);
  });

  it('is higher where it must be right more often', () => {
    expect(atMost(0, 1, all99) / -Math.log(0.01)).toBeGreaterThan(0.98);
    expect(atMost(0, 1, all99) / -Math.log(0.01)).toBeLessThan(1.02);
  });
});
