import { thresholds } from '../thresholds.ts';
import type { Behavior } from './behavior.ts';
import { type Difference, distributionDifference } from './difference.ts';

const sumOf = (calls: readonly number[]) => calls.reduce((sum, n) => sum + n, 0);

/** Calls of all seconds but the commonest one: a message may happen to end at such a second. */
function beside(seconds: readonly number[]): readonly number[] {
  const commonest = seconds.indexOf(Math.max(...seconds));
  return seconds.map((calls, second) => (second === commonest ? 0 : calls));
}

/** Whether each behavior is rounded: a cluster is compared with many others. */
const roundedBefore = new WeakMap<Behavior, boolean>();

/**
 * Whether carriers rounded many of the durations up to six seconds, as they bill calls. By chance a sixth of the calls
 * ends at such a second. Where another carrier reports the call too, its shorter leg tells the duration.
 */
export function isRounded(behavior: Behavior): boolean {
  const told = roundedBefore.get(behavior);
  if (told !== undefined) return told;
  const others = beside(behavior.seconds);
  const rounded = sumOf(others.filter((_, second) => second % thresholds.roundingS === 0));
  const isMany = rounded > 0 && rounded >= thresholds.roundedShare * sumOf(others);
  roundedBefore.set(behavior, isMany);
  return isMany;
}

/** Calls by six seconds. A duration lies in the same six seconds before it is rounded up and after. */
function bySixSeconds({ seconds }: Behavior): number[] {
  const bins: number[] = [];
  for (const [second, calls] of seconds.entries()) {
    const bin = Math.ceil(second / thresholds.roundingS);
    bins[bin] = (bins[bin] ?? 0) + calls;
  }
  return bins;
}

/** How much more uncertain the calls of one are than as many counted ones: ordinary calls were subtracted. */
const noiseOf = ({ heard, seconds }: Behavior) => Math.max(1, heard / Math.max(1, sumOf(seconds)));

/** How far two are apart in how long their calls are heard. undefined where there are too few calls to tell. */
export function heardDifference(a: Behavior, b: Behavior): Difference | undefined {
  const [one, other] =
    isRounded(a) || isRounded(b) ? [bySixSeconds(a), bySixSeconds(b)] : [a.seconds, b.seconds];
  return distributionDifference(one, other, Math.max(noiseOf(a), noiseOf(b)));
}
