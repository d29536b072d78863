import type { Logger } from '@ringtrace/platform/log';
import { Counter, Gauge, type Metrics } from '@ringtrace/platform/metrics/registry';
import { pause } from '@ringtrace/platform/pause';
import { minuteMs } from '@ringtrace/schemas/durations';
import { RetentionBusyError } from '../retention/lock.ts';
import type { RetentionTurn } from '../retention/turn.ts';

/** How often to look whether something is past its period, ms. Periods are days: a look that finds nothing costs little. */
const everyMs = 10 * minuteMs;

export interface Retaining {
  /** One run; undefined where there is nothing to look after: no period is set, and there is no casework. */
  readonly run: () => Promise<RetentionTurn | undefined>;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly metrics: Metrics;
  readonly everyMs?: number;
}

/** Counts what retention does; docs/operations.md says what each figure means. */
export function retentionMetrics(metrics: Metrics) {
  const registers = [metrics.registry];
  const records = new Counter({
    name: 'ringtrace_retention_records_dropped_total',
    help: 'Records that retention dropped because their period was over, by table.',
    labelNames: ['table'],
    registers,
  });
  const failing = new Gauge({
    name: 'ringtrace_retention_failing_runs',
    help: 'Runs of retention in a row that failed; 0 while they go well.',
    registers,
  });
  return { records, failing };
}

/** Looks after old records until the signal aborts. What one run does not do stays for the next. */
export async function keepRetaining({
  run,
  log,
  signal,
  metrics,
  everyMs: pauseMs = everyMs,
}: Retaining): Promise<void> {
  const { records, failing } = retentionMetrics(metrics);
  let behind: number | undefined;
  while (!signal.aborted) {
    try {
      const done = await run();
      failing.set(0);
      for (const one of done?.noted ?? [])
        log.info(
          { kind: one.kind, horizon: new Date(one.horizon).toISOString() },
          'retention: a new horizon',
        );
      for (const one of done?.dropped ?? []) {
        records.inc({ table: one.table }, one.records);
        log.info({ ...one }, 'retention: records dropped');
      }
      if (done?.behind !== undefined && done.behind !== behind)
        log.warn(
          { newest: new Date(done.behind).toISOString() },
          'retention: no call is stored of the last day; periods count from the newest call',
        );
      behind = done?.behind;
      if (done !== undefined && done.away.length > 0)
        log.warn({ nodes: done.away }, 'retention: nodes cannot be reached; their replicas did the work');
      for (const id of done?.released ?? []) log.info({ case: id }, 'legal hold ended by itself');
    } catch (error) {
      if (error instanceof RetentionBusyError) log.info('retention: a command is at it');
      else {
        failing.inc();
        log.error({ err: error }, 'retention: the run failed; it is made again');
      }
    }
    await pause(pauseMs, signal);
  }
}
