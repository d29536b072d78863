import { defineQuery } from '@ringtrace/platform/clickhouse';
import { candidateStatuses } from '@ringtrace/schemas/tables/campaigns';
import { currentHours } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import { type CampaignHours, campaignCalls } from './campaign-legs.ts';

/** Campaigns this many days before and after are compared. */
export const nearDays = 7;
/** Most rows of the list; it has the total, too. */
const mostSimilar = 20;
/** Two message lengths this near are the same, s: the judge counts in bins of 2 s. */
const sameMessageS = 2;

const aroundHours = (column: string) =>
  `${column} BETWEEN fromUnixTimestamp({first: UInt32} - ${nearDays * 86_400}) AND fromUnixTimestamp({last: UInt32} + ${nearDays * 86_400})`;

/** Segments of the hours around, with the campaign of each. */
const segmentsAround = `
  SELECT s.hour AS hour, m.legs_build AS legs_build, s.segment_id AS segment_id, s.calls AS calls, s.mode_s AS mode_s, m.campaign_id AS campaign_id
  FROM (
    SELECT hour, segment_id, calls, mode_s FROM segments_store
    WHERE ${aroundHours('hour')} AND verdict != 'ordinary'
      AND (hour, build) IN (${currentHours} AND ${aroundHours('bucket')})
  ) AS s
  INNER JOIN (SELECT segment_id, campaign_id, legs_build FROM campaign_segments_store FINAL WHERE campaign_id != '') AS m
    ON m.segment_id = s.segment_id`;

/**
 * Open campaigns near in time that share something with one: calling numbers, the origin, or the length of the message. The length
 * counts where recorded messages speak for both. The numbers in common weigh most.
 */
export const similarCampaigns = defineQuery<CampaignHours>()({
  name: 'campaigns similar to one',
  row: z.object({
    campaign_id: z.string(),
    candidate_id: z.string(),
    status: z.enum(candidateStatuses),
    first_ms: z.number(),
    last_ms: z.number(),
    calls: z.number(),
    score: z.number(),
    origin: z.string().describe("'' = not known"),
    proven: z.boolean(),
    same_origin: z.boolean(),
    shared_numbers: z.number(),
    message_s: z.number().describe('0 = no recorded message'),
    same_message: z.boolean(),
    total: z.number().describe('similar campaigns, on whatever page'),
  }),
  sql: `
WITH around AS (${segmentsAround}),
  modes AS (SELECT campaign_id, argMax(mode_s, of_mode) AS mode_s FROM (
    SELECT campaign_id, mode_s, sum(calls) AS of_mode FROM around GROUP BY campaign_id, mode_s) GROUP BY campaign_id),
  numbers AS (SELECT DISTINCT calling_number FROM ${campaignCalls} WHERE calling_number != 0),
  shared AS (
    SELECT campaign_id, uniqExact(calling_number) AS shared_numbers FROM (
      SELECT hour, build, segment_id, calling_number FROM segment_calls_store
      WHERE ${aroundHours('hour')} AND calling_number IN (SELECT calling_number FROM numbers)
    ) AS c
    INNER JOIN around AS a ON a.hour = c.hour AND a.legs_build = c.build AND a.segment_id = c.segment_id
    GROUP BY campaign_id
  ),
  near AS (
    SELECT c.campaign_id AS campaign_id, toUnixTimestamp64Milli(c.first_seen) AS first_ms, toUnixTimestamp64Milli(c.last_seen) AS last_ms,
      c.calls AS calls, c.score AS score, if(c.origin_provider != '', c.origin_provider, c.claimed_origin) AS origin,
      c.origin_provider != '' AS proven, ifNull(s.shared_numbers, 0) AS shared_numbers,
      if(arrayExists(one -> one.1 = 'same_duration' AND one.2 > 0,
        JSONExtract(c.signals, 'Array(Tuple(name String, contribution Float64))')), m.mode_s, 0) AS message_s
    FROM (SELECT * FROM campaigns_store FINAL WHERE status = 'open'
      AND last_seen >= fromUnixTimestamp64Second(toInt64({first: UInt32}) - ${nearDays * 86_400}, 'UTC')
      AND first_seen <= fromUnixTimestamp64Second(toInt64({last: UInt32}) + ${nearDays * 86_400}, 'UTC')) AS c
    LEFT JOIN modes AS m ON m.campaign_id = c.campaign_id
    LEFT JOIN shared AS s ON s.campaign_id = c.campaign_id
  ),
  beside_own AS (
    SELECT *, anyIf(origin, campaign_id = {campaign: String}) OVER () AS own_origin,
      anyIf(message_s, campaign_id = {campaign: String}) OVER () AS own_message_s
    FROM near
  )
SELECT n.campaign_id AS campaign_id, t.candidate_id AS candidate_id, t.status AS status, n.first_ms AS first_ms, n.last_ms AS last_ms,
  n.calls AS calls, n.score AS score, n.origin AS origin, toBool(n.proven) AS proven, n.shared_numbers AS shared_numbers,
  n.message_s AS message_s, toBool(n.origin != '' AND n.origin = own_origin) AS same_origin,
  toBool(n.message_s > 0 AND own_message_s > 0 AND abs(toInt32(n.message_s) - toInt32(own_message_s)) <= ${sameMessageS}) AS same_message,
  count() OVER () AS total
FROM beside_own AS n
INNER JOIN (SELECT candidate_id, campaign_id, status FROM traceback_candidates) AS t ON t.campaign_id = n.campaign_id
WHERE n.campaign_id != {campaign: String} AND (n.shared_numbers > 0 OR same_origin OR same_message)
ORDER BY n.shared_numbers > 0 DESC, same_origin + same_message DESC, n.shared_numbers DESC,
  abs(n.first_ms / 1000 - {first: UInt32}), n.campaign_id
LIMIT ${mostSimilar}`,
});
