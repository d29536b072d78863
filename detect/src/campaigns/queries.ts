import { defineQuery } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { text, uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { startsWithin } from '../start-time.ts';
import { thresholds } from '../thresholds.ts';

const segmentRecord = z.object({
  segment_id: z.string(),
  hour: z.number(),
  build: z.number(),
  verdict: z.string(),
  caller_class: z.string(),
  origin_key: z.string(),
  calling_number: z.number(),
  origin_provider: z.string(),
  claimed_origin: z.string(),
  first_ms: z.number(),
  last_ms: z.number(),
  calls: z.number(),
  features: z.string(),
});
export type Segment = z.infer<typeof segmentRecord>;

export const judgedHours = defineQuery()({
  name: 'judged hours',
  row: z.object({ hour: z.number(), build: z.number() }),
  sql: "SELECT toUnixTimestamp(bucket) AS hour, build FROM builds FINAL WHERE rollup = 'judge' ORDER BY hour",
});

/** From the start of one hour to that of another, both included; s since 1970. */
export type Hours = { readonly first: number; readonly last: number };
/** From the first of some hours to the last. */
export const spanOf = (of: readonly { readonly hour: number }[]): Hours => ({
  first: of.reduce((first, { hour }) => Math.min(first, hour), Number.POSITIVE_INFINITY),
  last: of.reduce((last, { hour }) => Math.max(last, hour), 0),
});
const inHours = 'hour BETWEEN fromUnixTimestamp({first: UInt32}) AND fromUnixTimestamp({last: UInt32})';

const segmentColumns = `segment_id, toUnixTimestamp(hour) AS hour, build, verdict, caller_class, origin_key, calling_number,
  origin_provider, claimed_origin, toUnixTimestamp64Milli(first_seen) AS first_ms,
  toUnixTimestamp64Milli(last_seen) AS last_ms, calls, features`;
const isCurrent = "(hour, build) IN (SELECT bucket, build FROM builds FINAL WHERE rollup = 'judge')";

/** Segments of some hours as judged last, all but the ordinary ones. */
export const currentSegments = defineQuery<Hours>()({
  name: 'current segments',
  row: segmentRecord,
  sql: `
SELECT ${segmentColumns}
FROM segments_store
WHERE ${inHours} AND verdict != 'ordinary' AND ${isCurrent}
ORDER BY segment_id
SETTINGS prefer_column_name_to_alias = 1`,
});

/** Ordinary hours of some numbers and customers: what speaks for them. */
export const ordinarySegments = defineQuery<
  Hours & { readonly numbers: readonly number[]; readonly customers: readonly string[] }
>()({
  name: 'ordinary segments',
  lists: { numbers: values(uint64()), customers: values(text()) },
  row: segmentRecord,
  sql: `
SELECT ${segmentColumns}
FROM segments_store
WHERE ${inHours} AND verdict = 'ordinary' AND ${isCurrent}
  AND (calling_number IN (SELECT value FROM numbers)
    OR (calling_number = 0 AND origin_key IN (SELECT value FROM customers)))
ORDER BY segment_id
SETTINGS prefer_column_name_to_alias = 1`,
});

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

type Campaigns = { readonly some_campaigns: readonly string[] };
const lists = { some_campaigns: values(text()) };
const ofCampaigns = 'campaign_id IN (SELECT value FROM some_campaigns)';

/** Some campaigns as stored; times in ms. */
export const storedCampaigns = defineQuery<Campaigns>()({
  name: 'stored campaigns',
  lists,
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
  lists,
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

/** Calls of some campaigns, all of them within these hours. */
export type CampaignsWithin = Campaigns & Hours;
const callsOfCampaigns = `campaign_calls WHERE ${ofCampaigns} AND ${inHours}`;

/** What a campaign's calls add up to, for some campaigns. */
export const campaignTotals = defineQuery<CampaignsWithin>()({
  name: 'totals of campaigns',
  lists,
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
  lists,
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

/** How many calls of a campaign are traced for its path: those with the smallest hashes, so that order can't show. */
const sampleCalls = 64;

const exampleRow = z.object({
  campaign_id: z.string(),
  call_key: z.string(),
  carrier: z.string(),
  call_id: z.string(),
  start_ms: z.number(),
  calling_number: z.number(),
  called_number: z.number(),
  upstream: z.string(),
  downstream: z.string(),
  customer: z.string(),
  ingress_trunk: z.string(),
  attestation: z.string(),
  ingress_country: z.string(),
  sip_code: z.number(),
  answered: z.boolean(),
  duration_ms: z.number(),
});
export type ExampleLeg = z.infer<typeof exampleRow>;

export const sampleLegs = defineQuery<CampaignsWithin>()({
  name: 'sample legs of campaigns',
  lists,
  row: exampleRow,
  sql: `
WITH sample AS (
  SELECT campaign_id, call_key, carrier, start_time, call_id FROM ${callsOfCampaigns}
  AND (campaign_id, call_key) IN (
    SELECT campaign_id, call_key FROM ${callsOfCampaigns}
    GROUP BY campaign_id, call_key ORDER BY campaign_id, call_key LIMIT ${sampleCalls} BY campaign_id
  )
)
SELECT s.campaign_id AS campaign_id, s.call_key AS call_key, l.carrier AS carrier, l.call_id AS call_id,
  toUnixTimestamp64Milli(l.start_time) AS start_ms, l.calling_number AS calling_number,
  l.called_number AS called_number, ifNull(l.upstream, '') AS upstream, ifNull(l.downstream, '') AS downstream,
  ifNull(l.customer, '') AS customer, ifNull(l.ingress_trunk, '') AS ingress_trunk,
  ifNull(l.attestation, '') AS attestation, ifNull(l.ingress_country, '') AS ingress_country, l.sip_code AS sip_code,
  toBool(l.answer_time IS NOT NULL) AS answered, ifNull(dateDiff('millisecond', l.answer_time, l.end_time), 0) AS duration_ms
FROM (
  SELECT * FROM cdr
  WHERE ${startsWithin('{first: Int64} - 3600', '{last: Int64} + 7200')}
    AND (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM sample)
) AS l
INNER JOIN sample AS s ON s.carrier = l.carrier AND s.start_time = l.start_time AND s.call_id = l.call_id
ORDER BY campaign_id, call_key, start_ms, carrier, call_id`,
});
