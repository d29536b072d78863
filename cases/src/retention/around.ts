import { mostSkewMs } from '@ringtrace/detect/trace/clocks';
import { longestWindowS } from '@ringtrace/detect/trace/select';
import { dayMs } from '@ringtrace/schemas/durations';
import { startOfPartition } from './calendar.ts';

/** Tracing reads legs of this time before and after a leg of the call, over all calls that it may have been forwarded from, s. */
const forwardsS = 15 * 60;

/** How far from the time asked for a leg may start that tracing reads, s. */
export const reachS = longestWindowS + Math.ceil(mostSkewMs / 1_000) + forwardsS;

/** The span of calls whose traces may read legs of a day such as 20260303, s since 1970. */
export function around(day: number): { readonly first: number; readonly last: number } {
  const first = startOfPartition('day', day) / 1_000;
  return { first: first - reachS, last: first + dayMs / 1_000 + reachS };
}
