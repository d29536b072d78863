import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text, uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { countsOf } from '../sql/counts-of.ts';
import { twoHashes } from '../sql/hashes.ts';
import { inSteps } from '../sql/steps.ts';
import { callOrigin, detailCounts } from './features.ts';
import { keptCalls, type Stage, within } from './kept-calls.ts';
import { callerSample } from './number-sample.ts';
import { longestS } from './outcome.ts';
import { sourceKey } from './source-key.ts';

/** The origins of a segment's calls, and how many calls are of each. */
const originCounts = z.tuple([z.array(callOrigin), z.array(z.number())]);
export type OriginCounts = z.infer<typeof originCounts>;

/** Version of what is counted below. Raise it with each change: details of other versions are counted again. */
const detailRules = 6;
/**
 * Hash of what the sums and details of a segment tell of one call. Added up over the calls of a segment, it tells whether these are the same
 * calls as before. Needs the steps of `sourceKey`.
 */
export const toldOfCall = `cityHash64(content, part, part_value, ${detailRules})`;

/** A segment to look at. */
export interface LookedSegment {
  /** As in `judge_sums`. */
  readonly segment: string;
  readonly segment_id: string;
  /** The build that wrote down the keys of its calls whose details are known; 0 = nothing is known. */
  readonly known_build: number;
}

/** Keys of the calls of these segments whose details are not known. Keys that are not stored any more count as not known. */
const unknownCalls = `
    SELECT s.hour AS hour, s.segment AS segment, arrayJoin(arrayExcept(s.call_keys, k.call_keys)) AS call_key
    FROM (
      SELECT hour, segment, call_keys FROM judge_sums
      WHERE build = {build: UInt64} AND segment IN (SELECT toUUIDOrZero(segment) FROM looked)
    ) AS s
    INNER JOIN (SELECT toUUIDOrZero(segment) AS segment, segment_id, known_build FROM looked) AS l ON l.segment = s.segment
    LEFT ANY JOIN (
      SELECT hour, build, segment_id, call_keys FROM segment_call_keys
      WHERE ${within('hour', 0)} AND (build, segment_id) IN (SELECT known_build, segment_id FROM looked)
    ) AS k ON k.hour = s.hour AND k.build = l.known_build AND k.segment_id = l.segment_id`;
/** These calls, each with what it tells of an origin. The key of a call is a hash: an hour has two calls of one key once in 10^7 times. */
const calls = `
  SELECT k.*, s.segment AS segment
  FROM (${inSteps(
    `
    SELECT * FROM ${keptCalls(` AND call_key IN (SELECT call_key FROM (${unknownCalls}))`)}`,
    sourceKey,
  )}) AS k
  INNER JOIN (${unknownCalls}
  ) AS s ON s.hour = k.hour AND s.call_key = k.call_key`;

const originNames = Object.keys(callOrigin.shape);
const origin = originNames.join(', ');
const sample = (hashes: string) =>
  `arraySlice(arraySort(groupUniqArrayArray(${hashes})), 1, ${callerSample})`;

/**
 * Details of the calls of some segments that are not known yet; `told` is the sum of `toldOfCall` over these. Calls of one
 * segment and origin, told apart by two hashes, are counted first: most segments have few origins. All callers who withhold
 * their number would seem to share it, so it is none. About 3 us a call.
 * @public A test sends long lists of every exported statement.
 */
export const segmentDetails = defineQuery<Stage & { looked: readonly LookedSegment[] }>()({
  name: 'details of segments',
  lists: { looked: rows({ segment: text(), segment_id: text(), known_build: uint64() }) },
  row: detailCounts.extend({ segment: z.string(), origins: originCounts, told: z.string() }),
  sql: `
SELECT segment, ${countsOf('every_second')} AS seconds, ${countsOf('every_area')} AS areas, ${countsOf('every_minute')} AS minutes, callers, blocks, origins,
  first_ms, last_ms, legs, carriers, lower(hex(own_told)) AS told
FROM (
  SELECT segment, groupArrayArray(talk_seconds) AS every_second, groupArrayArray(areas_called) AS every_area, groupArrayArray(minutes_called) AS every_minute,
    ${sample('own_callers')} AS callers, ${sample('own_blocks')} AS blocks,
    (groupArray(tuple(${origin})), groupArray(calls)) AS origins,
    toUnixTimestamp64Milli(min(first)) AS first_ms, toUnixTimestamp64Milli(max(last)) AS last_ms,
    sum(of_origin) AS own_told, sum(own_legs) AS legs, arraySort(groupUniqArrayArray(own_carriers)) AS carriers
  FROM (
    SELECT segment, ${originNames.map((name) => `any(${name}) AS ${name}`).join(', ')}, count() AS calls,
      groupArrayIf(toUInt8(least(duration_s, ${longestS})), answered) AS talk_seconds,
      groupArray(toUInt32(intDiv(called_number, 10000000))) AS areas_called,
      groupArray(toMinute(start_time, 'UTC')) AS minutes_called,
      groupUniqArrayIf(toUInt32(cityHash64(calling_number)), calling_number != 0) AS own_callers,
      groupUniqArrayIf(toUInt32(cityHash64(intDiv(calling_number, 10000))), calling_number != 0) AS own_blocks,
      min(start_time) AS first, max(start_time) AS last, sum(${toldOfCall}) AS of_origin,
      sum(length(carriers)) AS own_legs, groupUniqArrayArray(carriers) AS own_carriers
    FROM (${calls})
    GROUP BY segment, ${twoHashes(originNames).join(', ')}
  )
  GROUP BY segment
)
ORDER BY segment
SETTINGS prefer_column_name_to_alias = 1, enable_named_columns_in_function_tuple = 1`,
});
