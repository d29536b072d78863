import { startsWithin } from '@ringtrace/detect/sql/start-time';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { currentHours } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';

/** A campaign with the time of its calls, ms since 1970, and the campaign that it became part of. */
export const campaignNamed = defineQuery<{ campaign: string }>()({
  name: 'campaign by id',
  row: z.object({ merged_into: z.string().nullable(), first: z.number(), last: z.number() }),
  sql: `
SELECT merged_into, toUnixTimestamp64Milli(first_seen) AS first, toUnixTimestamp64Milli(last_seen) AS last
FROM campaigns WHERE campaign_id = {campaign: String}`,
});

/** A campaign, and the time of its calls, ms since 1970. The time limits what is read. */
export type CampaignSpan = { readonly campaign: string; readonly first: number; readonly last: number };

const at = (ms: string) => `fromUnixTimestamp64Milli({${ms}: Int64})`;
const callsOfCampaign = `campaign_calls
  WHERE campaign_id = {campaign: String} AND hour BETWEEN ${at('first')} - INTERVAL 1 HOUR AND ${at('last')} + INTERVAL 1 HOUR`;

/**
 * Calls of a campaign that records show through a provider: its own, and those in which a neighbor names it. Times are ms since
 * 1970, by the earliest and the latest leg that shows it.
 * @public
 */
export const volumeThrough = defineQuery<CampaignSpan & { wanted_providers: readonly string[] }>()({
  name: 'campaign through provider',
  lists: { wanted_providers: values(text()) },
  row: z.object({ calls: z.number(), from: z.number(), to: z.number() }),
  sql: `
SELECT uniqExact(m.call_key) AS calls, toUnixTimestamp64Milli(min(m.start_time)) AS from,
  toUnixTimestamp64Milli(max(m.start_time)) AS to
FROM (SELECT carrier, start_time, call_id, call_key FROM ${callsOfCampaign}) AS m
INNER JOIN (
  SELECT carrier, start_time, call_id FROM cdr
  WHERE ${startsWithin('intDiv({first: Int64}, 1000) - 3600', 'intDiv({last: Int64}, 1000) + 3600')}
    AND (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM ${callsOfCampaign})
    AND (carrier IN (SELECT value FROM wanted_providers) OR upstream IN (SELECT value FROM wanted_providers)
      OR downstream IN (SELECT value FROM wanted_providers))
) AS c ON m.carrier = c.carrier AND m.start_time = c.start_time AND m.call_id = c.call_id`,
});

/** Calls of a campaign by day of UTC, before and from a moment on. Times are ms since 1970. */
export const campaignDays = defineQuery<CampaignSpan & { around: number }>()({
  name: 'campaign by day',
  row: z.object({ day: z.number(), before: z.number(), after: z.number(), first: z.number() }),
  sql: `
SELECT toUnixTimestamp(toStartOfDay(began)) * 1000 AS day, countIf(NOT is_after) AS before, countIf(is_after) AS after,
  toUnixTimestamp64Milli(min(began)) AS first
FROM (
  SELECT min(start_time) AS began, began >= ${at('around')} AS is_after FROM ${callsOfCampaign} GROUP BY call_key
)
GROUP BY day ORDER BY day`,
});

/**
 * Until when, to the minute, every member that saw a campaign has records in judged hours. ms since 1970; 0 = one of them has
 * none since the moment, or nobody saw the campaign.
 */
export const judgedUntil = defineQuery<CampaignSpan & { around: number }>()({
  name: 'campaign judged until',
  row: z.object({ until: z.number() }),
  sql: `
SELECT min(newest) * 1000 AS until
FROM (
  SELECT m.carrier AS carrier, toUnixTimestamp(max(a.minute)) AS newest
  FROM (SELECT DISTINCT carrier FROM ${callsOfCampaign}) AS m
  LEFT JOIN (
    SELECT carrier, minute FROM arrivals
    WHERE minute >= ${at('around')} AND carrier IN (SELECT carrier FROM ${callsOfCampaign})
      AND toStartOfHour(minute, 'UTC') IN (SELECT bucket FROM (${currentHours}))
  ) AS a ON a.carrier = m.carrier
  GROUP BY carrier
)`,
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
