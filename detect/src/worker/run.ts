import { Backoff } from '@ringtrace/platform/backoff';
import { pause } from '@ringtrace/platform/pause';
import { GivenUpError } from './leave.ts';
import { restAfter } from './rest.ts';
import { createRound, type Round, type RoundOptions, type Standby } from './round.ts';

export interface DetectOptions extends RoundOptions {
  /** Ends the loop after the step under way. */
  readonly signal: AbortSignal;
  /** How often to look for changes while idle, ms. */
  readonly pollMs?: number;
  /** Called after each round. */
  readonly onRound?: (end: RoundEnd) => void;
}

/** How a round ended, and when it took place (ms, as `performance.now`). */
export type RoundEnd = { readonly startedAt: number; readonly endedAt: number } & (
  | Round
  | Standby
  | { readonly outcome: 'failed'; readonly error: unknown }
);

const longestRetryMs = 15_000;

/**
 * Keeps campaigns and candidates in line with the CDRs until `signal` aborts. ClickHouse or Kafka being away costs only
 * time: what is undone stays dirty. One worker is active, others stand by; where two take themselves for the active one
 * for a moment, they do the same work twice and harm nothing: every step is a pure function of what is stored, under a
 * build number of its own.
 */
export async function runDetect(options: DetectOptions): Promise<void> {
  const { store, log, signal, pollMs = 1_000, onRound = () => {} } = options;
  const round = createRound(options);
  const retry = new Backoff(pollMs, longestRetryMs);
  while (!signal.aborted) {
    const startedAt = performance.now();
    try {
      const result = await round();
      const endedAt = performance.now();
      onRound({ ...result, startedAt, endedAt });
      retry.reset();
      if (result.outcome !== 'changed') await pause(pollMs, signal);
      else await restAfter(endedAt - startedAt, store, signal).catch(() => pause(pollMs, signal));
    } catch (error) {
      if (error instanceof GivenUpError) {
        log.info('detect: the round was given up on leaving; another worker does it again');
        return;
      }
      onRound({ outcome: 'failed', error, startedAt, endedAt: performance.now() });
      log.error({ err: error, retryInMs: retry.ms }, 'detect: round failed; what is undone stays dirty');
      await retry.wait(signal);
    }
  }
}
