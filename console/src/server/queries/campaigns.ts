import { defineQuery } from '@ringtrace/platform/clickhouse';
import { candidateStatuses } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';

/** Columns that campaigns can be sorted by, the usual one first, each with a number that stands for it. */
const sortKeys = {
  last_seen: 'toUnixTimestamp64Milli(c.last_seen)',
  first_seen: 'toUnixTimestamp64Milli(c.first_seen)',
  score: 'c.score',
  calls: 'c.calls',
  calling_numbers: 'c.calling_numbers',
  called_numbers: 'c.called_numbers',
} as const;
export type CampaignSort = keyof typeof sortKeys;
export const campaignSorts = [
  'last_seen',
  'first_seen',
  'score',
  'calls',
  'calling_numbers',
  'called_numbers',
] as const satisfies readonly [CampaignSort, ...CampaignSort[]];

const orderBy = `multiIf(${Object.entries(sortKeys)
  .map(([name, sql]) => `{sort: String} = '${name}', toFloat64(${sql})`)
  .join(', ')}, 0) * {direction: Int8}`;

export type CampaignFilters = {
  /** '' = any. */
  readonly status: string;
  /** Provider that is proven or claimed to be the origin; '' = any. */
  readonly origin: string;
  readonly min_score: number;
  readonly min_calls: number;
  /** Campaigns with a call between these, ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** Part of a provider's id, or of an id of the campaign; '' = any. */
  readonly text: string;
  /** Calling number that its calls show; 0 = any. */
  readonly number: number;
};

const row = z.object({
  candidate_id: z.string(),
  campaign_id: z.string(),
  status: z.enum(candidateStatuses),
  score: z.number(),
  calls: z.number(),
  calling_numbers: z.number(),
  called_numbers: z.number(),
  first_ms: z.number(),
  last_ms: z.number(),
  origin_provider: z.string(),
  claimed_origin: z.string(),
  entry_provider: z.string(),
  next_provider_to_ask: z.string().nullable(),
  calling_number: z.number(),
  opened_ms: z.number().nullable(),
});

const mentions = (columns: readonly string[]) =>
  columns.map((column) => `positionCaseInsensitiveUTF8(${column}, {text: String}) > 0`).join(' OR ');

/** Campaigns that show a calling number. Only segments of the hours asked for are looked at. */
const ofNumber = `c.campaign_id IN (
    SELECT campaign_id FROM campaign_segments_store FINAL WHERE segment_id IN (
      SELECT segment_id FROM segment_calls_store
      WHERE hour >= fromUnixTimestamp64Milli({from: Int64}) - INTERVAL 1 HOUR AND hour <= fromUnixTimestamp64Milli({to: Int64})
        AND calling_number = {number: UInt64}))`;

const found = `
FROM (
  SELECT * FROM campaigns_store FINAL
  WHERE last_seen >= fromUnixTimestamp64Milli({from: Int64}) AND first_seen <= fromUnixTimestamp64Milli({to: Int64})
    AND score >= {min_score: Float64} AND calls >= {min_calls: UInt64}
    AND ({origin: String} = '' OR origin_provider = {origin: String} OR claimed_origin = {origin: String})
) AS c
INNER JOIN (
  SELECT candidate_id, campaign_id, status, calling_number, next_provider_to_ask, opened_at FROM traceback_candidates
) AS t ON t.campaign_id = c.campaign_id
WHERE ({status: String} = '' OR t.status = {status: String})
  AND ({text: String} = '' OR ${mentions([
    'c.campaign_id',
    't.candidate_id',
    'c.origin_provider',
    'c.claimed_origin',
    'c.entry_provider',
    "ifNull(t.next_provider_to_ask, '')",
    "arrayStringConcat(c.carriers, ' ')",
  ])})
  AND ({number: UInt64} = 0 OR ${ofNumber})`;

/** Campaigns with their candidates. */
export const campaignRows = defineQuery<
  CampaignFilters & { sort: CampaignSort; direction: number; limit: number; offset: number }
>()({
  name: 'list of campaigns',
  row,
  sql: `
SELECT t.candidate_id AS candidate_id, c.campaign_id AS campaign_id, t.status AS status, c.score AS score, c.calls AS calls,
  c.calling_numbers AS calling_numbers, c.called_numbers AS called_numbers,
  toUnixTimestamp64Milli(c.first_seen) AS first_ms, toUnixTimestamp64Milli(c.last_seen) AS last_ms,
  toString(c.origin_provider) AS origin_provider, toString(c.claimed_origin) AS claimed_origin,
  toString(c.entry_provider) AS entry_provider, t.next_provider_to_ask AS next_provider_to_ask,
  t.calling_number AS calling_number, toUnixTimestamp64Milli(t.opened_at) AS opened_ms
${found}
ORDER BY ${orderBy}, c.campaign_id
LIMIT {limit: UInt32} OFFSET {offset: UInt32}`,
});

export const campaignTotal = defineQuery<CampaignFilters>()({
  name: 'number of campaigns',
  row: z.object({ total: z.number() }),
  sql: `SELECT count() AS total ${found}`,
});
