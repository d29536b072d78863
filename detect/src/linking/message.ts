import { thresholds } from '../thresholds.ts';
import type { Behavior } from './behavior.ts';
import { isRounded } from './heard.ts';

/**
 * The second at which the recorded message ends, in the middle of the three that hold most calls of those who listen.
 * undefined where these hold a smaller share than `least`.
 */
export function messageEnd(
  { seconds }: Behavior,
  least: number = thresholds.tightMessage,
): number | undefined {
  const heard = seconds.reduce((sum, calls) => sum + calls, 0);
  const around = seconds.map((calls, i) => (seconds[i - 1] ?? 0) + calls + (seconds[i + 1] ?? 0));
  const most = around.reduce((peak, calls) => Math.max(peak, calls), 0);
  return heard > 0 && most / heard >= least ? around.indexOf(most) : undefined;
}

/** By behavior: a cluster is compared with many others. */
const knownEnds = new WeakMap<Behavior, { readonly end: number | undefined }>();

function knownEnd(behavior: Behavior): number | undefined {
  const known = knownEnds.get(behavior);
  if (known !== undefined) return known.end;
  // Rounded durations seem to end together, whatever was played.
  const end = isRounded(behavior) ? undefined : messageEnd(behavior);
  knownEnds.set(behavior, { end });
  return end;
}

/** Whether both have a message, and the two messages end within a second of each other. */
export function sameMessage(a: Behavior, b: Behavior): boolean {
  const [one, other] = [knownEnd(a), knownEnd(b)];
  return one !== undefined && other !== undefined && Math.abs(one - other) <= 1;
}
