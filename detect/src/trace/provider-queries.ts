import { defineQuery } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { isAbroadSql } from '@ringtrace/schemas/us-countries';
import { z } from 'zod';
import { aroundMs, sourcesMs } from './feeds.ts';

const accountColumns = `carrier, source, sequence, dead, toUnixTimestamp64Milli(first_start) AS first_ms,
  toUnixTimestamp64Milli(last_start) AS last_ms`;
const accountsNear = (ms: number) => `
  last_start >= fromUnixTimestamp64Milli({from: Int64} - ${ms}) AND first_start <= fromUnixTimestamp64Milli({to: Int64} + ${ms})`;
const isBefore = `last_start < fromUnixTimestamp64Milli({from: Int64} - ${aroundMs})`;
const isAfter = `first_start > fromUnixTimestamp64Milli({to: Int64} + ${aroundMs})`;

/**
 * Batches of these carriers with calls near the span, ms since 1970. Of a source's other batches within a day of the
 * span, only the last one before and the first one after: they show whether the source has calls within a day of a
 * moment in the span. All of them show whether a carrier that reported no leg of a call would have reported one.
 */
export const feedAccounts = defineQuery<{ carriers: readonly string[]; from: number; to: number }>()({
  name: 'feed accounts',
  lists: { carriers: values(text()) },
  row: z.object({
    carrier: z.string(),
    source: z.string(),
    sequence: z.number(),
    dead: z.number(),
    first_ms: z.number(),
    last_ms: z.number(),
  }),
  sql: `
SELECT ${accountColumns}
FROM batches FINAL
WHERE carrier IN (SELECT value FROM carriers) AND accepted > 0 AND ${accountsNear(aroundMs)}
UNION ALL
SELECT * FROM (
  SELECT ${accountColumns}
  FROM batches FINAL
  WHERE carrier IN (SELECT value FROM carriers) AND accepted > 0 AND ${accountsNear(sourcesMs)} AND ${isBefore}
  ORDER BY last_start DESC LIMIT 1 BY carrier, source
)
UNION ALL
SELECT * FROM (
  SELECT ${accountColumns}
  FROM batches FINAL
  WHERE carrier IN (SELECT value FROM carriers) AND accepted > 0 AND ${accountsNear(sourcesMs)} AND ${isAfter}
  ORDER BY first_start LIMIT 1 BY carrier, source
)`,
});

/** Providers of other countries, by the reference data in force. */
export const foreignProviders = defineQuery()({
  name: 'foreign providers',
  row: z.object({ provider_id: z.string() }),
  sql: `SELECT provider_id FROM providers WHERE ${isAbroadSql('country')}`,
});
