import { longestS } from '../features/features.ts';

/** Some carriers round the durations of calls up, to multiples of six seconds or to minutes. */
const [increment, minute] = [6, 60];
/** So many times more calls than in the seconds beside it: who listens to a recording hangs up within more than one second. */
const spike = 3;
/** Of whole minutes only one is short enough to be looked at. */
const spikeOfMinute = 10;
/** Fewer calls of one length are chance. */
const leastCalls = 5;

/** Values, and how many answered calls have each of them. */
type Counted = readonly [values: readonly number[], calls: readonly number[]];

/** The seconds at which rounding makes calls end, and how many calls end there beyond those of the seconds beside. */
function spikesOf([values, calls]: Counted): ReadonlyMap<number, number> {
  const seen = new Map(values.map((second, i) => [second, calls[i] ?? 0]));
  const at = (second: number) => seen.get(second) ?? 0;
  const spikes = new Map<number, number>();
  for (let second = increment; second < longestS; second += increment) {
    const beside = at(second - 1) + at(second + 1);
    if (at(second) >= Math.max(leastCalls, spike * beside)) spikes.set(second, at(second) - beside / 2);
  }
  const beside = at(minute - 1) + at(minute + 1);
  if (spikes.size === 1 && at(minute) < spikeOfMinute * beside) return new Map();
  return spikes.size > 1 || spikes.has(minute) ? spikes : new Map();
}

/**
 * The answered calls by bins of two seconds (`features/features.ts`), without those whose length a carrier has rounded: calls of many lengths would
 * look like one. Calls that end at several multiples of six seconds, and hardly one second before or after these, were rounded; so were calls that all
 * end at a full minute. One recording alone makes one such length at most. `seconds`: answered calls by the second.
 */
export function withoutRounded(histogram: readonly number[], seconds: Counted): readonly number[] {
  const spikes = spikesOf(seconds);
  if (spikes.size === 0) return histogram;
  const left = [...histogram];
  for (const [second, rounded] of spikes) {
    const bin = 1 + Math.floor(second / 2);
    left[bin] = Math.max(0, (left[bin] ?? 0) - rounded);
  }
  return left;
}
