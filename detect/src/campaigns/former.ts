import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text, uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { type Hours, inHours } from '../segments/queries.ts';

/** Assigned segments that no longer exist. */
const gone = `campaign_segments_store FINAL
      WHERE campaign_id != '' AND ${inHours} AND segment_id NOT IN (SELECT segment_id FROM segments WHERE ${inHours})`;

/** Their legs. */
const goneLegs = `segment_calls_store
    WHERE ${inHours} AND (build, segment_id) IN (SELECT legs_build, segment_id FROM ${gone})`;

/**
 * For hours that were judged again: the campaigns that calls of a segment were in, as parts of segments that no
 * longer exist. A carrier that reports late may show the origin further back, and the hour's calls are then cut into
 * other segments. By its calls, the campaign stays the same one. `written` are segments whose legs were just written,
 * and the builds of these: all others have the calls that they had. Costs a join over their legs and those of
 * segments that are gone.
 * @public A test sends long lists of every exported statement.
 */
export const formerCampaigns = defineQuery<
  Hours & { written: readonly { segment_id: string; legs_build: number }[] }
>()({
  name: 'former campaigns of calls',
  lists: { written: rows({ segment_id: text(), legs_build: uint64() }) },
  row: z.object({ segment_id: z.string(), campaign_id: z.string() }),
  sql: `
SELECT DISTINCT n.segment_id AS segment_id, o.campaign_id AS campaign_id
FROM (
  SELECT segment_id, carrier, start_time, call_id FROM segment_calls_store
  WHERE ${inHours} AND (build, segment_id) IN (SELECT legs_build, segment_id FROM written)
    AND start_time IN (SELECT start_time FROM ${goneLegs})
) AS n
INNER JOIN (
  SELECT DISTINCT m.campaign_id AS campaign_id, c.carrier AS carrier, c.start_time AS start_time, c.call_id AS call_id
  FROM (SELECT segment_id, build, carrier, start_time, call_id FROM ${goneLegs}) AS c
  INNER JOIN (SELECT segment_id, campaign_id, legs_build FROM ${gone}) AS m
    ON m.segment_id = c.segment_id AND m.legs_build = c.build
) AS o ON o.carrier = n.carrier AND o.start_time = n.start_time AND o.call_id = n.call_id
ORDER BY segment_id, campaign_id`,
});
