import { minuteS } from '@ringtrace/schemas/durations';
import type { Histogram } from '../features/histogram.ts';
import { binOf, longestS } from '../features/outcome.ts';
import { thresholds } from '../thresholds.ts';

/** So many times more calls than in the two seconds beside it: who listens to a recording hangs up within more than one second. */
const spike = 3;
/** Fewer calls of one length are chance. */
const leastCalls = 5;

/** How many answered calls end in a second. */
type CallsAt = (second: number) => number;

/**
 * Whether the calls of exactly a minute stand out from the seconds beside. Some carriers bill begun minutes and write durations so. Then it is not
 * known how long these calls lasted: a recording ends at several seconds, and never at one alone.
 */
export const isRoundedToMinute = (at: CallsAt) =>
  at(minuteS) > thresholds.minuteRatio * Math.max(1, (at(minuteS - 1) + at(minuteS + 1)) / 2);

/** The seconds at which rounding makes calls end. One recording alone makes one such second at most. */
function roundedSeconds(at: CallsAt): readonly number[] {
  const spikes: number[] = [];
  for (let second = thresholds.roundingS; second < longestS; second += thresholds.roundingS)
    if (at(second) >= Math.max(leastCalls, spike * (at(second - 1) + at(second + 1)))) spikes.push(second);
  if (spikes.length > 1) return spikes;
  return isRoundedToMinute(at) ? [minuteS] : [];
}

/**
 * The answered calls by bin (`features/outcome.ts`), without those whose length a carrier has rounded: calls of many lengths
 * would look like one. They stand out at several multiples of six seconds, or at a full minute, from the seconds beside.
 * `seconds`: answered calls by the second.
 */
export function withoutRounded(histogram: readonly number[], [values, calls]: Histogram): readonly number[] {
  const seen = new Map(values.map((second, i) => [second, calls[i] ?? 0]));
  const at = (second: number) => seen.get(second) ?? 0;
  const rounded = roundedSeconds(at);
  if (rounded.length === 0) return histogram;
  const left = [...histogram];
  for (const second of rounded) {
    const bin = binOf(second);
    const beyond = at(second) - (at(second - 1) + at(second + 1)) / 2;
    left[bin] = Math.max(0, (left[bin] ?? 0) - beyond);
  }
  return left;
}
