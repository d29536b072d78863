import { defineQuery } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { z } from 'zod';

/** The campaign that a campaign became part of; '' = none. */
export const mergedInto = defineQuery<{ campaign: string }>()({
  name: 'campaign merged into',
  row: z.object({ merged_into: z.string().nullable() }),
  sql: `SELECT merged_into FROM campaigns WHERE campaign_id = {campaign: String}`,
});

/**
 * Calls of a campaign that records show through a provider: its own, and those in which a neighbor names it. Times are ms since
 * 1970, by the earliest and the latest leg that shows it.
 * @public
 */
export const volumeThrough = defineQuery<{ campaign: string; providers: readonly string[] }>()({
  name: 'campaign through provider',
  lists: { providers: values(text()) },
  row: z.object({ calls: z.number(), from: z.number(), to: z.number() }),
  sql: `
WITH (SELECT min(first_seen) FROM campaigns WHERE campaign_id = {campaign: String}) AS first,
  (SELECT max(last_seen) FROM campaigns WHERE campaign_id = {campaign: String}) AS last
SELECT uniqExact(m.call_key) AS calls, toUnixTimestamp64Milli(min(m.start_time)) AS from,
  toUnixTimestamp64Milli(max(m.start_time)) AS to
FROM (
  SELECT toString(carrier) AS carrier, start_time, call_id, call_key FROM campaign_calls WHERE campaign_id = {campaign: String}
) AS m
INNER JOIN (
  SELECT toString(carrier) AS carrier, start_time, call_id FROM cdr
  WHERE start_time BETWEEN first - INTERVAL 1 HOUR AND last + INTERVAL 1 HOUR
    AND (carrier IN (SELECT value FROM providers) OR upstream IN (SELECT value FROM providers)
      OR downstream IN (SELECT value FROM providers))
) AS c ON m.carrier = c.carrier AND m.start_time = c.start_time AND m.call_id = c.call_id`,
});

/** Calls of a campaign by day of UTC, before and from a moment on. Times are ms since 1970. */
export const campaignDays = defineQuery<{ campaign: string; around: number }>()({
  name: 'campaign by day',
  row: z.object({ day: z.number(), before: z.number(), after: z.number(), first: z.number() }),
  sql: `
SELECT toUnixTimestamp(toStartOfDay(began)) * 1000 AS day, countIf(NOT is_after) AS before, countIf(is_after) AS after,
  toUnixTimestamp64Milli(min(began)) AS first
FROM (
  SELECT min(start_time) AS began, began >= fromUnixTimestamp64Milli({around: Int64}) AS is_after
  FROM campaign_calls WHERE campaign_id = {campaign: String} GROUP BY call_key
)
GROUP BY day ORDER BY day`,
});

/** Start of the newest record of anybody, ms since 1970; 0 = there is none. */
export const newestRecord = defineQuery()({
  name: 'newest record',
  row: z.object({ newest: z.number() }),
  sql: `SELECT toUnixTimestamp64Milli(max(start_time)) AS newest FROM cdr_store`,
});

/** Names of providers, by the reference data in force. */
export const namesOfProviders = defineQuery()({
  name: 'names of providers',
  row: z.object({ provider_id: z.string(), name: z.string() }),
  sql: `SELECT provider_id, name FROM providers ORDER BY provider_id`,
});

/** Tracebacks that ended at a moment or later, ms since 1970. */
export const tracebacksEndedSince = defineQuery<{ since: number }>()({
  name: 'tracebacks ended since',
  row: z.object({ traceback_id: z.string() }),
  sql: `
SELECT traceback_id FROM tracebacks
WHERE status = 'ended' AND ended_at >= fromUnixTimestamp64Milli({since: Int64}) ORDER BY traceback_id`,
});
