import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { twoHashes } from '../sql/hashes.ts';
import { inSteps } from '../sql/steps.ts';
import { callerSample, callOrigin, countsOf, detailCounts, longestS } from './features.ts';
import { keptCalls, type Stage } from './kept-calls.ts';
import { sourceKey } from './source-key.ts';

/** The origins of a segment's calls, and how many calls are of each. */
const originCounts = z.tuple([z.array(callOrigin), z.array(z.number())]);
export type OriginCounts = z.infer<typeof originCounts>;

/** Segments by `segment` of `judge_sums`. */
const looked = 'build = {build: UInt64} AND segment IN (SELECT toUUIDOrZero(segment) FROM looked)';
/** Their calls, each with what it tells of an origin. The key of a call is a hash: an hour has two calls of one key once in 10^7 times. */
const calls = `
  SELECT k.*, s.segment AS segment
  FROM (${inSteps(
    `
    SELECT * FROM ${keptCalls(` AND call_key IN (SELECT arrayJoin(call_keys) FROM judge_sums WHERE ${looked})`)}`,
    sourceKey,
  )}) AS k
  INNER JOIN (
    SELECT hour, segment, arrayJoin(call_keys) AS call_key FROM judge_sums WHERE ${looked}
  ) AS s ON s.hour = k.hour AND s.call_key = k.call_key`;

const originNames = Object.keys(callOrigin.shape);
const origin = originNames.join(', ');
const sample = (hashes: string) =>
  `arraySlice(arraySort(groupUniqArrayArray(${hashes})), 1, ${callerSample})`;

/**
 * Details of some segments. Calls of one segment and origin are counted first: most segments have few origins. Origins are
 * told apart by two hashes, which costs less than their columns would. About 3 us a call.
 * @public A test sends long lists of every exported statement.
 */
export const segmentDetails = defineQuery<Stage & { looked: readonly { segment: string }[] }>()({
  name: 'details of segments',
  lists: { looked: rows({ segment: text() }) },
  row: detailCounts.extend({ segment: z.string(), origins: originCounts }),
  sql: `
SELECT segment, ${countsOf('every_second')} AS seconds, ${countsOf('every_area')} AS areas, callers, blocks, origins,
  first_ms, last_ms, legs, carriers
FROM (
  SELECT segment, groupArrayArray(talk_seconds) AS every_second, groupArrayArray(areas_called) AS every_area,
    ${sample('own_callers')} AS callers, ${sample('own_blocks')} AS blocks,
    (groupArray(tuple(${origin})), groupArray(calls)) AS origins,
    toUnixTimestamp64Milli(min(first)) AS first_ms, toUnixTimestamp64Milli(max(last)) AS last_ms,
    sum(own_legs) AS legs, arraySort(groupUniqArrayArray(own_carriers)) AS carriers
  FROM (
    SELECT segment, ${originNames.map((name) => `any(${name}) AS ${name}`).join(', ')}, count() AS calls,
      groupArrayIf(toUInt8(least(duration_s, ${longestS})), answered) AS talk_seconds,
      groupArray(toUInt32(intDiv(called_number, 10000000))) AS areas_called,
      groupUniqArray(toUInt32(cityHash64(calling_number))) AS own_callers,
      groupUniqArray(toUInt32(cityHash64(intDiv(calling_number, 10000)))) AS own_blocks,
      min(start_time) AS first, max(start_time) AS last,
      sum(length(carriers)) AS own_legs, groupUniqArrayArray(carriers) AS own_carriers
    FROM (${calls})
    GROUP BY segment, ${twoHashes(originNames).join(', ')}
  )
  GROUP BY segment
)
ORDER BY segment
SETTINGS prefer_column_name_to_alias = 1, enable_named_columns_in_function_tuple = 1`,
});
