import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text, uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { type CampaignsWithin, callsOfCampaigns, campaignLists } from '../candidates/queries.ts';
import { type Hours, inHours } from '../segments/queries.ts';
import { thresholds } from '../thresholds.ts';

/**
 * For hours that were judged again: the campaigns that calls of a segment were in, as parts of segments that no longer
 * exist. A carrier that reports late may show the origin further back, and the hour's calls are then cut into other
 * segments. By its calls, the campaign stays the same one. `current` are segments and the builds of their legs. Costs a join over the legs of
 * campaigns in these hours.
 * @public A test sends long lists of every exported statement.
 */
export const formerCampaigns = defineQuery<
  Hours & { current: readonly { segment_id: string; legs_build: number }[] }
>()({
  name: 'former campaigns of calls',
  lists: { current: rows({ segment_id: text(), legs_build: uint64() }) },
  row: z.object({ segment_id: z.string(), campaign_id: z.string() }),
  sql: `
SELECT DISTINCT n.segment_id AS segment_id, o.campaign_id AS campaign_id
FROM (
  SELECT segment_id, carrier, start_time, call_id FROM segment_calls_store
  WHERE ${inHours} AND (build, segment_id) IN (SELECT legs_build, segment_id FROM current)
) AS n
INNER JOIN (
  SELECT DISTINCT m.campaign_id AS campaign_id, c.carrier AS carrier, c.start_time AS start_time, c.call_id AS call_id
  FROM segment_calls_store AS c
  INNER JOIN (
    SELECT segment_id, campaign_id, legs_build FROM campaign_segments_store FINAL
    WHERE campaign_id != '' AND ${inHours} AND segment_id NOT IN (SELECT segment_id FROM segments WHERE ${inHours})
  ) AS m ON m.segment_id = c.segment_id AND m.legs_build = c.build
  WHERE c.${inHours}
) AS o ON o.carrier = n.carrier AND o.start_time = n.start_time AND o.call_id = n.call_id
ORDER BY segment_id, campaign_id`,
});

/** Counts over the calls of some campaigns; times are ms since 1970. */
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

/** End of the first minute by which enough calls of a campaign had begun for it to open, ms since 1970. */
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
