import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import {
  type Campaigns,
  type CampaignsWithin,
  callsOfCampaigns,
  campaignLists,
  ofCampaigns,
} from '../candidates/queries.ts';
import { type Hours, inHours } from '../segments/queries.ts';
import { thresholds } from '../thresholds.ts';

export const segmentCampaigns = defineQuery()({
  name: 'campaigns of segments',
  row: z.object({ segment_id: z.string(), campaign_id: z.string() }),
  sql: "SELECT segment_id, campaign_id FROM campaign_segments_store FINAL WHERE campaign_id != ''",
});

/**
 * Campaigns that calls belonged to before their hour was judged anew and cut into other segments, as when a carrier
 * reports late and the origin is known further back: the campaign stays the same one. Of the hours judged anew.
 */
export const formerCampaigns = defineQuery<Hours>()({
  name: 'former campaigns of calls',
  row: z.object({ segment_id: z.string(), campaign_id: z.string() }),
  sql: `
SELECT DISTINCT n.segment_id AS segment_id, o.campaign_id AS campaign_id
FROM (
  SELECT segment_id, carrier, start_time, call_id FROM segment_calls_store
  WHERE ${inHours} AND (hour, build) IN (SELECT bucket, build FROM builds FINAL WHERE rollup = 'judge')
) AS n
INNER JOIN (
  SELECT DISTINCT m.campaign_id AS campaign_id, c.carrier AS carrier, c.start_time AS start_time, c.call_id AS call_id
  FROM segment_calls_store AS c
  INNER JOIN (
    SELECT segment_id, campaign_id FROM campaign_segments_store FINAL
    WHERE campaign_id != '' AND segment_id NOT IN (SELECT segment_id FROM segments)
  ) AS m ON m.segment_id = c.segment_id
  WHERE c.${inHours}
) AS o ON o.carrier = n.carrier AND o.start_time = n.start_time AND o.call_id = n.call_id
ORDER BY segment_id, campaign_id`,
});

const fromMs = (column: string) => `toUnixTimestamp64Milli(${column}) AS ${column}`;

/** What every campaign was made of when it was last written. */
export const campaignStates = defineQuery()({
  name: 'states of campaigns',
  row: z.object({ campaign_id: z.string(), status: z.string(), fingerprint: z.string() }),
  sql: 'SELECT campaign_id, status, fingerprint FROM campaigns_store FINAL',
});

/** Some campaigns as stored; times in ms. */
export const storedCampaigns = defineQuery<Campaigns>()({
  name: 'stored campaigns',
  lists: campaignLists,
  row: z.object({
    campaign_id: z.string(),
    revision: z.number(),
    status: z.string(),
    first_seen: z.number(),
    last_seen: z.number(),
    calls: z.number(),
    legs: z.number(),
    calling_numbers: z.number(),
    called_numbers: z.number(),
    carriers: z.array(z.string()),
    score: z.number(),
    signals: z.string(),
    origin_provider: z.string(),
    claimed_origin: z.string(),
    entry_provider: z.string(),
    merged_from: z.array(z.string()),
    merged_into: z.string(),
    fingerprint: z.string(),
  }),
  sql: `SELECT * REPLACE (${fromMs('first_seen')}, ${fromMs('last_seen')}) FROM campaigns_store FINAL
    WHERE ${ofCampaigns}`,
});

/** Their candidates as stored; times in ms. */
export const storedCandidates = defineQuery<Campaigns>()({
  name: 'stored candidates',
  lists: campaignLists,
  row: z.object({
    candidate_id: z.string(),
    campaign_id: z.string(),
    revision: z.number(),
    status: z.string(),
    opened_at: z.number(),
    event_time: z.number(),
    calling_number: z.number(),
    called_number: z.number(),
    call_time: z.number(),
    terminating_carrier: z.string(),
    origin_provider: z.string(),
    claimed_origin: z.string(),
    entry_provider: z.string(),
    next_provider_to_ask: z.string(),
    path_providers: z.array(z.string()),
    path_roles: z.array(z.string()),
    path_reported: z.array(z.boolean()),
    evidence: z.string(),
  }),
  sql: `SELECT * REPLACE (${['opened_at', 'event_time', 'call_time'].map(fromMs).join(', ')})
    FROM traceback_candidates_store FINAL WHERE ${ofCampaigns}`,
});

/** What a campaign's calls add up to, for some campaigns. */
export const campaignTotals = defineQuery<CampaignsWithin>()({
  name: 'totals of campaigns',
  lists: campaignLists,
  row: z.object({
    campaign_id: z.string(),
    first_seen: z.number(),
    last_seen: z.number(),
    calls: z.number(),
    legs: z.number(),
    calling_numbers: z.number(),
    called_numbers: z.number(),
    carriers: z.array(z.string()),
  }),
  sql: `
SELECT campaign_id,
  toUnixTimestamp64Milli(min(start_time)) AS first_seen, toUnixTimestamp64Milli(max(start_time)) AS last_seen,
  uniqExact(call_key) AS calls, count() AS legs,
  uniqExact(calling_number) AS calling_numbers, uniqExact(called_number) AS called_numbers,
  arraySort(groupUniqArray(carrier)) AS carriers
FROM ${callsOfCampaigns}
GROUP BY campaign_id ORDER BY campaign_id`,
});

/** End of the first minute by which a campaign had enough calls to open, counted by when each call began. */
export const openingMinutes = defineQuery<CampaignsWithin>()({
  name: 'opening minutes of campaigns',
  lists: campaignLists,
  row: z.object({ campaign_id: z.string(), event_time: z.number() }),
  sql: `
SELECT campaign_id, toUnixTimestamp(min(minute)) * 1000 + 60000 AS event_time
FROM (
  SELECT campaign_id, minute, sum(calls) OVER (PARTITION BY campaign_id ORDER BY minute) AS so_far
  FROM (
    SELECT campaign_id, minute, count() AS calls
    FROM (
      SELECT campaign_id, call_key, toStartOfMinute(min(start_time), 'UTC') AS minute
      FROM ${callsOfCampaigns} GROUP BY campaign_id, call_key
    ) GROUP BY campaign_id, minute
  )
)
WHERE so_far >= ${thresholds.campaignCalls} GROUP BY campaign_id`,
});
