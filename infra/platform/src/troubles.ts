import { hostname } from 'node:os';
import { type WorkerTroubleRow, workerTroubles } from '@ringtrace/schemas/tables/workers';
import { z } from 'zod';
import { defineQuery, type Store } from './clickhouse.ts';
import { type Failing, Failures } from './metrics/failures.ts';

/**
 * Counts what a worker fails to do, and tells it in the store, where `ringtrace status` finds it whatever machine the
 * worker runs on. Telling never fails and nobody waits for it: the store may be the very thing that fails.
 */
export class Troubles {
  readonly #store: Store;
  readonly #worker: string;
  readonly #failures = new Map<string, Failures>();
  #telling = Promise.resolve();
  #lastAt = 0;

  /** @param worker its kind: detect or ingest. */
  constructor(store: Store, worker: string) {
    this.#store = store;
    this.#worker = worker;
  }

  /** @param what is always one of few words; it goes with a reason that holds no data. */
  failed(what: string, reason: string): Failing {
    const { failures } = this.#of(what);
    const failing = failures.failed(reason);
    this.#tell(what, failing);
    return failing;
  }

  /** The first time says it too: a worker that ran on this machine before may have failed. */
  wentWell(what: string): void {
    const { failures, isNew } = this.#of(what);
    if (!isNew && failures.failing === undefined) return;
    failures.wentWell();
    this.#tell(what, undefined);
  }

  #of(what: string): { failures: Failures; isNew: boolean } {
    const known = this.#failures.get(what);
    if (known !== undefined) return { failures: known, isNew: false };
    const failures = new Failures();
    this.#failures.set(what, failures);
    return { failures, isNew: true };
  }

  #tell(what: string, failing: Failing | undefined): void {
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
    this.#telling = this.#telling.then(() => this.#store.insertRows(workerTroubles, [row])).catch(() => {});
  }
}

/** A worker that fails tells it more often than this; what is older is of one that is gone. */
const toldWithinH = 1;

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

/** What workers fail to do as they told last; empty where all goes well. */
export const troublesNow = defineQuery()({
  name: 'troubles of workers',
  row: troubleRow,
  sql: `SELECT worker, host, what, failures, reason,
      toUnixTimestamp64Milli(since) AS since, toUnixTimestamp64Milli(t.at) AS at
    FROM worker_troubles AS t FINAL
    WHERE t.failures > 0 AND t.at > now64(3) - toIntervalHour(${toldWithinH})
    ORDER BY worker, host, what`,
});

/** Not before both: a store or broker that starts again soon answers. */
const lasting = { failures: 5, ms: 30_000 };

/** Whether it fails so often in a row, and so long, that waiting alone won't end it. */
export const isLasting = ({ failures, since, at }: Trouble) =>
  failures >= lasting.failures && at - since >= lasting.ms;
