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
    pending: z.number(),
  }),
  sql: `
    SELECT
      (SELECT count() FROM cdr_store) AS rows,
      (SELECT count() FROM dead_letters) AS dead_letters,
      (SELECT countIf(status = 'open') FROM campaigns) AS campaigns,
      (SELECT countIf(status = 'open') FROM traceback_candidates) AS candidates,
      (SELECT countIf(status = 'pending') FROM traceback_candidates) AS pending`,
});

const open = (of: string, table: string) =>
  defineQuery()({
    name: `open ${of}`,
    row: z.object({ open: z.number() }),
    sql: `SELECT countIf(status = 'open') AS open FROM ${table}`,
  });

/** Exact counts, a table at a time: one that is away costs its own figure alone. */
export const exactTotals = {
  cdrs: defineQuery()({
    name: 'exact number of CDRs',
    row: z.object({ cdrs: z.number(), withdrawn: z.number() }),
    sql: `SELECT countIf(NOT cdr_store.withdrawn) AS cdrs, countIf(cdr_store.withdrawn) AS withdrawn
      FROM cdr_store FINAL`,
  }),
  deadLetters: open('dead letters', 'dead_letters FINAL'),
  campaigns: open('campaigns', 'campaigns'),
  candidates: open('candidates', 'traceback_candidates'),
};
