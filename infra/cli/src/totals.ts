import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/** Cheap counts for live display: rows as inserted (before duplicates collapse) and what was found. */
export const totals = defineQuery()({
  name: 'totals',
  row: z.object({
    rows: z.number(),
    dead_letters: z.number(),
    campaigns: z.number(),
    candidates: z.number(),
  }),
  sql: `
    SELECT
      (SELECT count() FROM cdr_store) AS rows,
      (SELECT count() FROM dead_letters) AS dead_letters,
      (SELECT countIf(status = 'open') FROM campaigns) AS campaigns,
      (SELECT countIf(status = 'open') FROM traceback_candidates) AS candidates`,
});

/** Exact counts. */
export const exactTotals = defineQuery()({
  name: 'exact totals',
  row: z.object({
    cdrs: z.number(),
    withdrawn: z.number(),
    dead_letters: z.number(),
    campaigns: z.number(),
    candidates: z.number(),
  }),
  sql: `
    SELECT
      countIf(NOT cdr_store.withdrawn) AS cdrs,
      countIf(cdr_store.withdrawn) AS withdrawn,
      (SELECT countIf(status = 'open') FROM dead_letters FINAL) AS dead_letters,
      (SELECT countIf(status = 'open') FROM campaigns) AS campaigns,
      (SELECT countIf(status = 'open') FROM traceback_candidates) AS candidates
    FROM cdr_store FINAL`,
});
