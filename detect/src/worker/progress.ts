import { defineQuery } from '@ringtrace/platform/clickhouse';
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
