import { minuteMs } from '@ringtrace/schemas/durations';
import type { Features } from '../features/features.ts';
import { thresholds } from '../thresholds.ts';

type Counted = Pick<Features, 'first_ms' | 'last_ms' | 'calls' | 'asked_calls'>;
/** What a segment shows of time that is not over. */
type NotOver = Pick<Features, 'recent_calls' | 'recent_asked_calls' | 'goes_on'>;

/**
 * What is not known yet of a segment. `knownUntilMs`: up to here, traffic is known (ms since 1970); undefined = not
 * told, then all is.
 */
export const notOver = (counted: Counted, knownUntilMs: number | undefined): NotOver =>
  knownUntilMs === undefined
    ? { recent_calls: 0, recent_asked_calls: 0, goes_on: false }
    : { ...recentCalls(counted, knownUntilMs), goes_on: mayGoOn(counted, knownUntilMs) };

/**
 * How many of a segment's calls may still be called back: the feeds do not tell yet what comes of them. Calls are
 * taken as spread evenly from the first to the last.
 */
function recentCalls({ first_ms, last_ms, calls, asked_calls }: Counted, knownUntilMs: number) {
  const since = knownUntilMs - 1_000 * thresholds.callBackS;
  const share = first_ms >= since ? 1 : Math.max(0, (last_ms - since) / Math.max(1, last_ms - first_ms));
  return { recent_calls: Math.round(share * calls), recent_asked_calls: Math.round(share * asked_calls) };
}

/** Whether its calls may go on: since the last one, no more time is known than a few of its calls take. */
function mayGoOn({ first_ms, last_ms, calls }: Counted, knownUntilMs: number): boolean {
  const fewCallsMs = (thresholds.inTurnCalls * (last_ms - first_ms)) / Math.max(1, calls);
  return knownUntilMs - last_ms <= Math.max(minuteMs * thresholds.sameSpanMin, fewCallsMs);
}
