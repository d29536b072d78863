import { Backoff } from '@ringtrace/platform/backoff';
import type { Logger } from '@ringtrace/platform/log';
import type { Persist } from '../stages/write.ts';

const firstBackoffMs = 250;
const longestBackoffMs = 30_000;

/** The worker had to leave before the store answered. What was not stored is not committed either. */
export class GivenUp extends Error {
  override name = 'GivenUp';
}

/** Whether ClickHouse answered with a refusal. Its error then carries a code, such as 252 for too many parts. */
const refused = (error: unknown) =>
  error instanceof Error && 'code' in error && /^\d+$/.test(String(error.code));

/**
 * Gives a function that repeats a step against the store until the step succeeds. It waits for a store that does not
 * answer. It also repeats a step that the store refuses, since a refused row must not be lost. After three refusals it
 * logs at level `error`, because then only an operator can help.
 * @param giveUp aborts once the worker has no more time to leave. The function then throws GivenUp.
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
          'the store refused the insert or does not answer; trying again',
        );
      }
      await backoff.wait(giveUp);
      if (giveUp.aborted) throw new GivenUp(`the store did not take ${what} before the worker had to leave`);
    }
  };
}
