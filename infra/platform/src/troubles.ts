import { hostname } from 'node:os';
import { type WorkerTroubleRow, workerTroubles } from '@ringtrace/schemas/tables/workers';
import { z } from 'zod';
import { defineQuery, type Store } from './clickhouse.ts';
import { type Failing, Failures } from './metrics/failures.ts';

/**
 * Counts a worker's failures and writes them to the table `worker_troubles`. There `ringtrace status` finds them,
 * whatever machine the worker runs on. Writing never throws and nobody waits for it: the store itself may be what
 * fails.
 */
export class Troubles {
  readonly #store: Store;
  readonly #worker: string;
  readonly #failures = new Map<string, Failures>();
  #writing = Promise.resolve();
  #lastAt = 0;

  /** @param worker kind of worker: detect or ingest. */
  constructor(store: Store, worker: string) {
    this.#store = store;
    this.#worker = worker;
  }

  /**
   * Counts a failure.
   * @param what the action that failed, such as 'insert into cdr_store'; one of few fixed texts.
   * @param reason kind of the error, without data.
   */
  failed(what: string, reason: string): Failing {
    const { failures } = this.#of(what);
    const failing = failures.failed(reason);
    this.#write(what, failing);
    return failing;
  }

  /**
   * Notes a success. The first one is written too: an earlier process of this worker may have left a failure in the
   * table.
   */
  wentWell(what: string): void {
    const { failures, isNew } = this.#of(what);
    if (!isNew && failures.failing === undefined) return;
    failures.wentWell();
    this.#write(what, undefined);
  }

  #of(what: string): { failures: Failures; isNew: boolean } {
    const known = this.#failures.get(what);
    if (known !== undefined) return { failures: known, isNew: false };
    const failures = new Failures();
    this.#failures.set(what, failures);
    return { failures, isNew: true };
  }

  #write(what: string, failing: Failing | undefined): void {
    this.#lastAt = Math.max(Date.now(), this.#lastAt + 1);
    const row: WorkerTroubleRow = {
      worker: this.#worker,
      host: hostname(),
      what,
      failures: failing?.times ?? 0,
      reason: failing?.reason ?? '',
      since: failing?.since ?? this.#lastAt,
      at: this.#lastAt,
    };
    this.#writing = this.#writing.then(() => this.#store.insertRows(workerTroubles, [row])).catch(() => {});
  }
}

/** A worker that keeps failing writes more often than this, h. An older row is of a worker that no longer runs. */
const writtenWithinH = 1;

const troubleRow = z.object({
  worker: z.string(),
  host: z.string(),
  what: z.string(),
  failures: z.number(),
  reason: z.string(),
  /** ms since 1970. */
  since: z.number(),
  at: z.number(),
});
export type Trouble = z.infer<typeof troubleRow>;

/** What workers fail to do, by their last reports; no rows where all is well. */
export const troublesNow = defineQuery()({
  name: 'troubles of workers',
  row: troubleRow,
  sql: `SELECT worker, host, what, failures, reason,
      toUnixTimestamp64Milli(since) AS since, toUnixTimestamp64Milli(t.at) AS at
    FROM worker_troubles AS t FINAL
    WHERE t.failures > 0 AND t.at > now64(3) - toIntervalHour(${writtenWithinH})
    ORDER BY worker, host, what`,
});

/** A trouble is lasting beyond both limits: a store or broker that restarts is back sooner. */
const lasting = { failures: 5, ms: 30_000 };

/** Whether an action failed so often and for so long that somebody must look into it. */
export const isLasting = ({ failures, since, at }: Trouble) =>
  failures >= lasting.failures && at - since >= lasting.ms;
