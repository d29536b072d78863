import type { Features } from '../features/features.ts';
import { thresholds } from '../thresholds.ts';

/** The first and the last of some minutes of an hour. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The minutes in which a segment's calls are dense: stray calls of others would hide where a campaign begins and ends.
 * Each call counts for a minute, and `thresholds.strayPace` of the usual calls a minute counts against it. The span is the
 * run of minutes with the highest sum; undefined where no minutes are known.
 */
export function busySpan([minutes, calls]: Features['minutes']): Span | undefined {
  const least = thresholds.strayPace * paceOf(calls);
  let span: Span | undefined;
  let [from, last, sum, highest] = [0, -1, 0, 0];
  for (const [i, minute] of minutes.entries()) {
    sum -= least * (minute - last - 1);
    if (sum <= 0) [from, sum] = [minute, 0];
    sum += (calls[i] ?? 0) - least;
    last = minute;
    if (span !== undefined && sum <= highest) continue;
    [span, highest] = [{ from, to: minute }, sum];
  }
  return span;
}

/** Usual calls a minute, as a call sees it: others in its own minute. Minutes without calls do not make it less. Few calls see nobody else: never 0. */
function paceOf(calls: readonly number[]): number {
  const all = calls.reduce((sum, n) => sum + n, 0);
  const others = calls.reduce((sum, n) => sum + n * (n - 1), 0);
  return Math.max(1, others) / Math.max(1, all);
}
