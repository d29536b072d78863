import { thresholds } from '../thresholds.ts';
import type { Behavior } from './behavior.ts';

interface Shared {
  /** Numbers in both samples. */
  readonly count: number;
  /** `count` as a share of the larger sample, 0 to 1. */
  readonly share: number;
}

/**
 * What two samples of numbers have in common. A full sample says nothing about hashes beyond its last one. Hashes of the
 * other sample that lie there change nothing: they are in no common part, and a full sample is the larger one anyway.
 */
function sharedOf(a: readonly number[], b: readonly number[]): Shared {
  const count = inBoth(a, b);
  return { count, share: count / Math.max(1, a.length, b.length) };
}

/** How many values two rising lists have in common. */
function inBoth(a: readonly number[], b: readonly number[]): number {
  let [i, j, count] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const [one, other] = [a[i] ?? 0, b[j] ?? 0];
    if (one === other) count += 1;
    if (one <= other) i += 1;
    if (other <= one) j += 1;
  }
  return count;
}

/** Whether the calling numbers are taken from a few exchanges, and not at random from all. */
export const isFromFewExchanges = ({ callers, exchanges }: Behavior) =>
  callers.length >= thresholds.callersPerExchange * exchanges.length;

/**
 * The share of calling numbers that two have in common, 0 to 1. Where both take their numbers from few blocks, the share
 * of common blocks counts if it is larger. Numbers that chance may explain count as 0: at least
 * `thresholds.sharedCallers` numbers must be the same, or all of them where there are fewer.
 */
export function sharedNumbers(a: Behavior, b: Behavior): number {
  const callers = sharedOf(a.callers, b.callers);
  const enough = Math.min(a.callers.length, b.callers.length, thresholds.sharedCallers);
  const blocks =
    isFromFewExchanges(a) && isFromFewExchanges(b) ? sharedOf(a.exchanges, b.exchanges).share : 0;
  return Math.max(blocks, callers.count >= enough ? callers.share : 0);
}
