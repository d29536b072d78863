import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text, uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { twoHashes } from '../sql/hashes.ts';
import { inSteps } from '../sql/steps.ts';
import { callerSample, callOrigin, countsOf, detailCounts, longestS } from './features.ts';
import { keptCalls, type Stage, within } from './kept-calls.ts';
import { sourceKey } from './source-key.ts';

/** The origins of a segment's calls, and how many calls are of each. */
const originCounts = z.tuple([z.array(callOrigin), z.array(z.number())]);
export type OriginCounts = z.infer<typeof originCounts>;

/** Version of what is counted below. Raise it with each change: details of other versions are counted again. */
const detailRules = 5;
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
  /** Of these calls, details are known of those that started before; ms since 1970. */
  readonly known_ms: number;
  /** Calls that started before are settled (settled.ts); ms since 1970. They are counted apart from the others. */
  readonly settle_ms: number;
}

/** Keys of the calls of these segments. New ones were not written down by the build that is known, or are not stored any more. */
const lookedKeys = `
    SELECT s.hour AS hour, s.segment AS segment, l.known_ms AS known_ms, l.settle_ms AS settle_ms,
      arrayExcept(s.call_keys, k.call_keys) AS new_keys,
      arrayJoin(arrayConcat(arrayMap(new -> (new, true), new_keys), arrayMap(old -> (old, false), arrayExcept(s.call_keys, new_keys)))) AS looked_key,
      looked_key.1 AS call_key, looked_key.2 AS is_new
    FROM (
      SELECT hour, segment, call_keys FROM judge_sums
      WHERE build = {build: UInt64} AND segment IN (SELECT toUUIDOrZero(segment) FROM looked)
    ) AS s
    INNER JOIN (SELECT toUUIDOrZero(segment) AS segment, segment_id, known_build, known_ms, settle_ms FROM looked) AS l
      ON l.segment = s.segment
    LEFT ANY JOIN (
      SELECT hour, build, segment_id, call_keys FROM segment_call_keys
      WHERE ${within('hour', 0)} AND (build, segment_id) IN (SELECT known_build, segment_id FROM looked)
    ) AS k ON k.hour = s.hour AND k.build = l.known_build AND k.segment_id = l.segment_id`;
/** Before this time, details of all calls are known but of the new ones. */
const allKnownUntil = 'fromUnixTimestamp64Milli((SELECT minIf(known_ms, known_build != 0) FROM looked))';
/**
 * The calls of these segments whose details are not known, each with what it tells of an origin. The key of a call is a hash: an hour has two
 * calls of one key once in 10^7 times.
 */
const calls = `
  SELECT k.*, s.segment AS segment, toBool(toUnixTimestamp64Milli(k.start_time) < s.settle_ms) AS is_settled
  FROM (${inSteps(
    `
    SELECT * FROM ${keptCalls(`
      AND (call_key IN (SELECT call_key FROM (${lookedKeys}) WHERE is_new)
        OR (start_time >= ${allKnownUntil} AND call_key IN (SELECT call_key FROM (${lookedKeys}) WHERE NOT is_new)))`)}`,
    sourceKey,
  )}) AS k
  INNER JOIN (SELECT hour, segment, known_ms, settle_ms, call_key, is_new FROM (${lookedKeys}
  )) AS s ON s.hour = k.hour AND s.call_key = k.call_key
  WHERE s.is_new OR toUnixTimestamp64Milli(k.start_time) >= s.known_ms`;

const originNames = Object.keys(callOrigin.shape);
const origin = originNames.join(', ');
const sample = (hashes: string) =>
  `arraySlice(arraySort(groupUniqArrayArray(${hashes})), 1, ${callerSample})`;

/**
 * Details of the calls of some segments that are not known yet: one row for the settled ones, and one for the others. `told` is the sum of
 * `toldOfCall` over these. Calls of one segment and origin are counted first: most segments have few origins. Origins are told apart by two hashes, which costs less than their columns would. About 3
 * us a call. A withheld number is no number: all callers who withhold theirs would seem to share one.
 * @public A test sends long lists of every exported statement.
 */
export const segmentDetails = defineQuery<Stage & { looked: readonly LookedSegment[] }>()({
  name: 'details of segments',
  lists: {
    looked: rows({
      segment: text(),
      segment_id: text(),
      known_build: uint64(),
      known_ms: uint64(),
      settle_ms: uint64(),
    }),
  },
  row: detailCounts.extend({
    segment: z.string(),
    is_settled: z.boolean(),
    origins: originCounts,
    told: z.string(),
  }),
  sql: `
SELECT segment, is_settled, ${countsOf('every_second')} AS seconds, ${countsOf('every_area')} AS areas, callers, blocks, origins,
  first_ms, last_ms, legs, carriers, lower(hex(own_told)) AS told
FROM (
  SELECT segment, is_settled, groupArrayArray(talk_seconds) AS every_second, groupArrayArray(areas_called) AS every_area,
    ${sample('own_callers')} AS callers, ${sample('own_blocks')} AS blocks,
    (groupArray(tuple(${origin})), groupArray(calls)) AS origins,
    toUnixTimestamp64Milli(min(first)) AS first_ms, toUnixTimestamp64Milli(max(last)) AS last_ms,
    sum(of_origin) AS own_told, sum(own_legs) AS legs, arraySort(groupUniqArrayArray(own_carriers)) AS carriers
  FROM (
    SELECT segment, is_settled, ${originNames.map((name) => `any(${name}) AS ${name}`).join(', ')}, count() AS calls,
      groupArrayIf(toUInt8(least(duration_s, ${longestS})), answered) AS talk_seconds,
      groupArray(toUInt32(intDiv(called_number, 10000000))) AS areas_called,
      groupUniqArrayIf(toUInt32(cityHash64(calling_number)), calling_number != 0) AS own_callers,
      groupUniqArrayIf(toUInt32(cityHash64(intDiv(calling_number, 10000))), calling_number != 0) AS own_blocks,
      min(start_time) AS first, max(start_time) AS last, sum(${toldOfCall}) AS of_origin,
      sum(length(carriers)) AS own_legs, groupUniqArrayArray(carriers) AS own_carriers
    FROM (${calls})
    GROUP BY segment, is_settled, ${twoHashes(originNames).join(', ')}
  )
  GROUP BY segment, is_settled
)
ORDER BY segment, is_settled
SETTINGS prefer_column_name_to_alias = 1, enable_named_columns_in_function_tuple = 1`,
});
