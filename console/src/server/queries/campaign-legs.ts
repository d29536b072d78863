import { currentHours } from '@ringtrace/schemas/tables/rollups';

/** A campaign and the hours that hold its calls, s since 1970. The hours let the engine read only that part of the store. */
export type CampaignHours = { readonly campaign: string; readonly first: number; readonly last: number };

const inHours = (column: string) =>
  `${column} BETWEEN fromUnixTimestamp({first: UInt32}) AND fromUnixTimestamp({last: UInt32})`;

/** Segments of the campaign that hold: of the newest judgement of their hours. */
const segmentsWhere = `${inHours('hour')} AND verdict != 'ordinary'
    AND segment_id IN (SELECT segment_id FROM campaign_segments_store FINAL WHERE campaign_id = {campaign: String})
    AND (hour, build) IN (${currentHours} AND ${inHours('bucket')})`;

/** Behind FROM: the segments of a campaign, with all columns of the store. */
export const campaignSegments = `(SELECT * FROM segments_store WHERE ${segmentsWhere})`;

/**
 * Behind FROM: the legs of a campaign's calls, as the view campaign_calls has them, with the start of the call. The view would look
 * up the campaign of every segment stored; this reads the campaign's own segments, by the sorting key.
 */
export const campaignLegs = `(
  SELECT call_key, call_start, toString(carrier) AS carrier, call_id, start_time, calling_number, called_number
  FROM segment_calls_store
  WHERE ${inHours('hour')}
    AND (hour, build, segment_id) IN (
      SELECT hour, legs_build, segment_id FROM campaign_segments_store FINAL WHERE campaign_id = {campaign: String})
)`;

/** Behind FROM: the calls of a campaign, one row each. */
export const campaignCalls = `(
  SELECT call_key, any(call_start) AS call_start, any(calling_number) AS calling_number, any(called_number) AS called_number
  FROM ${campaignLegs} GROUP BY call_key
)`;

/**
 * Behind FROM: the legs of a campaign's calls as the records have them now, with `columns` of cdr and the key of the call. A leg may
 * start some time after its call: the hour behind the last one is read, too.
 */
export const campaignRecords = (columns: string) => `(
  SELECT m.call_key AS call_key, l.* FROM (
    SELECT carrier AS leg_carrier, start_time AS leg_start, call_id AS leg_id, ${columns} FROM cdr
    WHERE start_time >= fromUnixTimestamp64Second(toInt64({first: UInt32}), 'UTC')
      AND start_time < fromUnixTimestamp64Second(toInt64({last: UInt32}) + 7200, 'UTC')
      AND (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM ${campaignLegs})
  ) AS l
  INNER JOIN ${campaignLegs} AS m ON m.carrier = l.leg_carrier AND m.start_time = l.leg_start AND m.call_id = l.leg_id
)`;
