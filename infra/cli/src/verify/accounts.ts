import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/** Totals of guarantee 2: fed = accepted + dead letters. */
export const accounts = defineQuery()({
  name: 'verify: accounts',
  row: z.object({
    batches: z.number(),
    records: z.number(),
    accepted: z.number(),
    dead: z.number(),
    dead_records: z.number(),
    dead_messages: z.number(),
  }),
  sql: `
    SELECT
      (SELECT count() FROM batches FINAL) AS batches,
      (SELECT sum(records) FROM batches FINAL) AS records,
      (SELECT sum(accepted) FROM batches FINAL) AS accepted,
      (SELECT sum(dead) FROM batches FINAL) AS dead,
      (SELECT countIf(record_index >= 0) FROM dead_letters FINAL) AS dead_records,
      (SELECT countIf(record_index < 0) FROM dead_letters FINAL) AS dead_messages`,
});

export const storedCdrs = defineQuery()({
  name: 'verify: stored CDRs',
  row: z.object({ identities: z.number(), withdrawn: z.number() }),
  sql: 'SELECT count() AS identities, countIf(cdr_store.withdrawn) AS withdrawn FROM cdr_store FINAL',
});
