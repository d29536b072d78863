import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/** What a detect worker tells the process that runs it, after each round that changed something. */
export const detectProgress = z.object({
  kind: z.literal('detect'),
  /** Open campaigns. */
  campaigns: z.number(),
  /** Open candidates. */
  candidates: z.number(),
  /** Carrier-minutes and the like rebuilt and judged since the worker's start. */
  judgedMinutes: z.number(),
});
export type DetectProgress = z.infer<typeof detectProgress>;

/** Open campaigns, open candidates, and candidates that had been open before later records took them back. */
export const openCounts = defineQuery()({
  name: 'open campaigns and candidates',
  row: z.object({ campaigns: z.number(), candidates: z.number(), withdrawn: z.number() }),
  sql: `SELECT (SELECT count() FROM campaigns WHERE status = 'open') AS campaigns,
    countIf(status = 'open') AS candidates, countIf(status = 'withdrawn' AND opened_at IS NOT NULL) AS withdrawn
    FROM traceback_candidates`,
});

/** Tells the progress of a worker after rounds that changed something. What could not be told is left to the next time. */
export class ProgressReport {
  readonly #store: Store;
  readonly #tell: (progress: DetectProgress) => void;
  #judgedMinutes = 0;
  #isTold = true;

  constructor(store: Store, tell: (progress: DetectProgress) => void = () => {}) {
    this.#store = store;
    this.#tell = tell;
  }

  /** Something has changed, and so many minutes were rebuilt meanwhile. */
  changed(rebuiltBuckets = 0): void {
    this.#judgedMinutes += rebuiltBuckets;
    this.#isTold = false;
  }

  async tell(): Promise<void> {
    if (this.#isTold) return;
    const [open] = await this.#store.query(openCounts, {});
    this.#tell({
      kind: 'detect',
      campaigns: open?.campaigns ?? 0,
      candidates: open?.candidates ?? 0,
      judgedMinutes: this.#judgedMinutes,
    });
    this.#isTold = true;
  }
}
