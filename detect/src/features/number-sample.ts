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

/**
 * Of the numbers that several samples stand for, added up: the share that is left where each counts once. Exactly 1 where they have none
 * in common. Every sample has all its hashes up to the same one, so these alone are compared.
 */
export function distinctShare(samples: readonly (readonly number[])[]): number {
  const upTo = Math.min(...samples.map((sample) => sample[callerSample - 1] ?? hashes));
  const compared = samples.flatMap((sample) => sample.filter((hash) => hash <= upTo));
  return new Set(compared).size / Math.max(1, compared.length);
}
