import { Backoff } from '@ringtrace/platform/backoff';
import type { Logger } from '@ringtrace/platform/log';
import type { Persist } from '../stages/write.ts';

const firstBackoffMs = 250;
const longestBackoffMs = 30_000;

/** Waiting for the store was given up because the worker leaves; what wasn't stored isn't committed either. */
export class GivenUp extends Error {
  override name = 'GivenUp';
}

/** ClickHouse answered and refused: the error has its code, such as 252 for too many parts. */
const refused = (error: unknown) =>
  error instanceof Error && 'code' in error && /^\d+$/.test(String(error.code));

/**
 * Steps against the store that never give up: a store that is away is waited for, and a refusal is retried just the same, since a row
 * must not be lost to it. A refusal that lasts is loud, because only a human can end it.
 * @param giveUp aborts once the worker has no more time to leave.
 */
export function persistForever(log: Logger, giveUp: AbortSignal): Persist {
  return async (what, step) => {
    const backoff = new Backoff(firstBackoffMs, longestBackoffMs);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await step();
        if (attempt > 1) log.info({ table: what, attempts: attempt }, 'the store answers again');
        return;
      } catch (error) {
        const level = refused(error) && attempt > 3 ? 'error' : 'warn';
        log[level](
          { table: what, attempt, retryInMs: backoff.ms, err: String(error) },
          'the store refused or is away; trying again',
        );
      }
      await backoff.wait(giveUp);
      if (giveUp.aborted) throw new GivenUp(`the store did not take ${what} before the worker had to leave`);
    }
  };
}
