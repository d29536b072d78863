import { Backoff } from '@ringtrace/platform/backoff';
import type { Logger } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';
import { minuteMs } from '@ringtrace/schemas/durations';
import type { Round } from './tick.ts';

/** Casework of an instance, once there is any. */
export interface Casework {
  tick(): Promise<Round>;
  /** Copies new events into the store. */
  copy(): Promise<unknown>;
}

export interface CasesOptions {
  /** undefined while the instance has no casework yet. */
  readonly open: () => Casework | undefined;
  readonly log: Logger;
  /** Ends the loop after the step under way. */
  readonly signal: AbortSignal;
  /** How long to wait between rounds, ms. */
  readonly everyMs?: number;
  /** Called after each round. */
  readonly onRound?: (end: RoundEnd) => void;
}

/** How a round ended; none: there is no casework. */
type Outcome =
  | { readonly outcome: 'none' }
  | { readonly outcome: 'done'; readonly round: Round }
  | { readonly outcome: 'failed'; readonly error: unknown };

/** The same, with how long it took, ms. */
export type RoundEnd = Outcome & { readonly ms: number };

const longestRetryMs = 5 * minuteMs;

/** Runs rounds of the clock until `signal` aborts. What one round does not do stays for the next. */
export async function runCases({
  open,
  log,
  signal,
  everyMs = 5_000,
  onRound = () => {},
}: CasesOptions): Promise<void> {
  const retry = new Backoff(everyMs, longestRetryMs);
  while (!signal.aborted) {
    const startedAt = performance.now();
    const end = await oneRound(open, log);
    onRound({ ...end, ms: performance.now() - startedAt });
    if (end.outcome !== 'failed') {
      retry.reset();
      await pause(everyMs, signal);
      continue;
    }
    log.error({ err: end.error, retryInMs: retry.ms }, 'casework: round failed; it is made again');
    await retry.wait(signal);
  }
}

/** Events are copied whatever became of the round: a command may have left some, too. */
async function oneRound(open: CasesOptions['open'], log: Logger): Promise<Outcome> {
  try {
    const casework = open();
    if (casework === undefined) return { outcome: 'none' };
    const round = await casework.tick();
    tell(round, log);
    await casework.copy();
    return { outcome: 'done', round };
  } catch (error) {
    return { outcome: 'failed', error };
  }
}

function tell({ sent, reminded, overdue, nonResponsive, changed, troubles }: Round, log: Logger): void {
  for (const { what, error } of troubles) log.error({ err: error }, `casework: could not ${what}`);
  for (const { provider, batch_id, delivered, why } of [...sent, ...reminded])
    if (delivered === false) log.warn({ provider, batch_id, why }, 'casework: a message did not go out');
    else log.info({ provider, batch_id, delivered }, 'casework: a message went out');
  if (overdue + nonResponsive + changed > 0)
    log.info({ overdue, nonResponsive, changed }, 'casework: requests and tracebacks changed');
}
