import { sumOf } from '../features/histogram.ts';
import { thresholds } from '../thresholds.ts';
import type { Behavior } from './behavior.ts';
import { type Difference, distributionDifference } from './difference.ts';

/** Calls of all seconds but the commonest one: a message may happen to end at such a second. */
function beside(seconds: readonly number[]): readonly number[] {
  const commonest = seconds.indexOf(Math.max(...seconds));
  return seconds.map((calls, second) => (second === commonest ? 0 : calls));
}

/** How the durations of a behavior are told. */
interface Told {
  readonly isRounded: boolean;
  /** How much more uncertain its calls are than as many counted ones: ordinary calls were subtracted. */
  readonly noise: number;
}

/** By behavior: a cluster is compared with many others. */
const toldBefore = new WeakMap<Behavior, Told>();

function toldOf(behavior: Behavior): Told {
  const before = toldBefore.get(behavior);
  if (before !== undefined) return before;
  const others = beside(behavior.seconds);
  const rounded = sumOf(others.filter((_, second) => second % thresholds.roundingS === 0));
  const told = {
    isRounded: rounded > 0 && rounded >= thresholds.roundedShare * sumOf(others),
    noise: Math.max(1, behavior.heard / Math.max(1, sumOf(behavior.seconds))),
  };
  toldBefore.set(behavior, told);
  return told;
}

/**
 * Whether carriers rounded many of the durations up to six seconds, as they bill calls. By chance a sixth of the calls
 * ends at such a second. Where another carrier reports the call too, its shorter leg tells the duration.
 */
export const isRounded = (behavior: Behavior) => toldOf(behavior).isRounded;

/** Calls by six seconds. A duration lies in the same six seconds before it is rounded up and after. */
function bySixSeconds({ seconds }: Behavior): number[] {
  const bins: number[] = [];
  for (const [second, calls] of seconds.entries()) {
    const bin = Math.ceil(second / thresholds.roundingS);
    bins[bin] = (bins[bin] ?? 0) + calls;
  }
  return bins;
}

/** How far two are apart in how long their calls are heard. undefined where there are too few calls to tell. */
export function heardDifference(a: Behavior, b: Behavior): Difference | undefined {
  const [one, other] =
    isRounded(a) || isRounded(b) ? [bySixSeconds(a), bySixSeconds(b)] : [a.seconds, b.seconds];
  return distributionDifference(one, other, Math.max(toldOf(a).noise, toldOf(b).noise));
}
