/**
 * So many callers are kept of each segment: those with the smallest hashes. The share of them that two segments have in common is about the
 * share of all callers.
 */
export const callerSample = 64;
const hashes = 2 ** 32;

/**
 * The sample of numbers: their `callerSample` smallest hashes, each once, rising. A sample of samples is that of all
 * their numbers.
 */
export const sampleOf = (all: readonly number[]): number[] =>
  [...new Set(all)].sort((a, b) => a - b).slice(0, callerSample);

/**
 * How many calling numbers a sample of them stands for: their `callerSample` smallest hashes, rising. Exact where
 * there are fewer. From there on an estimate, mostly within a quarter.
 */
export function numbersOf(sample: readonly number[]): number {
  const last = sample[callerSample - 1];
  return last === undefined ? sample.length : Math.round(((callerSample - 1) * hashes) / Math.max(1, last));
}
