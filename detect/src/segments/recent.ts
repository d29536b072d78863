import type { Features } from '../features/features.ts';
import { thresholds } from '../thresholds.ts';

/**
 * How many of a segment's calls may still be called back: the feeds do not tell yet what comes of them. Calls are taken as spread evenly
 * from the first to the last. `knownUntilMs`: up to here, traffic is known (ms since 1970); undefined = not told, then no call is recent.
 */
export function recentCalls(
  { first_ms, last_ms, calls, asked_calls }: Pick<Features, 'first_ms' | 'last_ms' | 'calls' | 'asked_calls'>,
  knownUntilMs: number | undefined,
): Pick<Features, 'recent_calls' | 'recent_asked_calls'> {
  const since = (knownUntilMs ?? Number.POSITIVE_INFINITY) - 1_000 * thresholds.callBackS;
  const share = first_ms >= since ? 1 : Math.max(0, (last_ms - since) / Math.max(1, last_ms - first_ms));
  return { recent_calls: Math.round(share * calls), recent_asked_calls: Math.round(share * asked_calls) };
}
