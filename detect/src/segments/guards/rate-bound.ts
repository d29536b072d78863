/** z of one-sided bounds that hold nine times in ten, and 99 times in 100. */
const nineInTen = 1.28;
export const all99 = 2.33;

/**
 * Upper bound of a rate where `seen` of `calls` calls showed it: of a Poisson count, by Wilson and Hilferty. Right
 * nine times in ten unless another `z` is given.
 */
export function atMost(seen: number, calls: number, z = nineInTen): number {
  const next = seen + 1;
  return (next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3) / Math.max(1, calls);
}
