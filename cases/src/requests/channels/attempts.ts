import { Backoff } from '@ringtrace/platform/backoff';
import { NotSentError, type Patience, type Sent } from './channel.ts';

/** The attempt failed for now. */
export interface Failed {
  readonly failed: string;
}

/** Repeats an attempt until it has a result. Throws NotSentError after the last one, or where `signal` aborts. */
export async function withAttempts(
  attempt: () => Promise<Sent | Failed>,
  { attempts, firstMs, longestMs }: Patience,
  signal: AbortSignal,
): Promise<Sent> {
  const backoff = new Backoff(firstMs, longestMs);
  for (let left = attempts; ; left--) {
    const result = await attempt();
    if ('outcome' in result) return result;
    if (left <= 1 || signal.aborted) throw new NotSentError(result.failed);
    await backoff.wait(signal);
  }
}
