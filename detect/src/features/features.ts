import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { enumeration, timeS, uint64 } from '@ringtrace/schemas/columns';
import { originKeyColumns, segmentKinds } from '@ringtrace/schemas/segment-key';
import { z } from 'zod';
import { plannedHours } from '../builds/hours.ts';
import { thresholds } from '../thresholds.ts';
import { isCalledBack, isRepeated } from './around.ts';
import { keptCalls, type Stage } from './kept-calls.ts';
import {
  type HourKey,
  hourKeyNames,
  originKeyRow,
  segmentKeyNames,
  segmentKeyRow,
  stagedAsKey,
  stagedHourKey,
  stagedKey,
} from './segment-key.ts';

/** Outcome of a call: bin 0 = unanswered, then 2-s bins of the answered duration; the last is 120 s and more. */
export const lastBin = 61;
/** Answered durations by the second, for telling messages apart; this long and longer is one. */
export const longestS = 120;
/** Callers by the smallest hashes: how many two segments share tells how many of all they share. */
export const callerSample = 64;
export const bin = 'if(answered, 1 + least(60, intDiv(duration_s, 2)), 0)';

/**
 * Counts that need no other call than the segment's own. About 1 us a call; outcomes as an array cost less than as a map for each of
 * many small segments.
 */
const counts = `
  toUInt64(count()) AS calls,
  countIf(answered) AS answered,
  countIf(answered AND duration_s <= ${thresholds.shortCallS}) AS short,
  uniqExact(called_number) AS called_numbers,
  uniqExact(calling_number) AS calling_numbers,
  countIf(attestation = 'A' AND NOT failed AND NOT improper) AS attested_a,
  countIf(attestation = 'B' AND NOT failed) AS attested_b,
  countIf((attestation = 'C' AND NOT number_abroad) OR failed) AS unproven,
  countIf(improper) AS improper,
  countIf(unassigned) AS unassigned,
  countIf(one_ring) AS one_ring,
  countIf(several_origins) AS several_origins,
  countIf(foreign AND NOT number_abroad) AS foreign,
  countIf(rmd_missing) AS rmd_missing,
  countIf(caller_class = 'dno') AS dno,
  countIf(caller_class = 'unusable') AS unusable,
  countIf(caller_class = 'unassigned') AS unheld,
  countIf(caller_class = 'neighbor') AS neighbor,
  arraySort(groupArray(toUInt8(${bin}))) AS every_outcome,
  arrayDistinct(every_outcome) AS distinct_outcomes,
  (distinct_outcomes, arrayMap(outcome -> countEqual(every_outcome, outcome), distinct_outcomes)) AS outcomes`;

/** Bins and how many calls are in each. */
const histogram = z.tuple([z.array(z.number()), z.array(z.number())]);
const callOrigin = z.object({
  ...originKeyRow,
  origin_provider: z.string(),
  claimed_origin: z.string(),
  entry_provider: z.string(),
  next_provider: z.string(),
});
/** To whom a call is attributed. */
export type CallOrigin = z.infer<typeof callOrigin>;
/** The origins of a segment's calls, and how many calls are of each. */
const originCounts = z.tuple([z.array(callOrigin), z.array(z.number())]);

/** What an hour shows of a segment, but for the segment's key. */
export const featureCounts = z.object({
  calls: z.number(),
  /** Of the same source and class, callers called themselves or not: calls of those that are, all, and those called back. */
  known: z.number(),
  source_calls: z.number(),
  source_called_back: z.number(),
  answered: z.number(),
  short: z.number(),
  called_numbers: z.number(),
  calling_numbers: z.number(),
  called_back: z.number(),
  repeated: z.number(),
  attested_a: z.number(),
  attested_b: z.number(),
  unproven: z.number(),
  improper: z.number(),
  unassigned: z.number(),
  one_ring: z.number(),
  several_origins: z.number(),
  /** Domestic numbers that come in from abroad. */
  foreign: z.number(),
  rmd_missing: z.number(),
  dno: z.number(),
  unusable: z.number(),
  unheld: z.number(),
  neighbor: z.number(),
  outcomes: histogram,
  seconds: histogram,
  areas: histogram,
  callers: z.array(z.number()),
  blocks: z.array(z.number()),
  first_ms: z.number(),
  last_ms: z.number(),
  legs: z.number(),
  carriers: z.array(z.string()),
  /** Calls of which it tells something whether they were called back, and those that were. */
  asked_calls: z.number().default(0),
  asked_called_back: z.number().default(0),
  /** Its calls come by a transit whose own upstream nobody tells: they may be of many origins. */
  by_transit: z.boolean().default(false),
});
const featureRow = z.object({ ...segmentKeyRow, ...featureCounts.shape });
/** What one hour shows of a number or a source: integers only, so that the order of arrival can't show. */
export type Features = z.infer<typeof featureRow>;

/** The same with what is known of the calls' origins, which has no part in judging. */
const featureAndOriginRow = featureRow.extend({ origins: originCounts });
export type OriginCounts = z.infer<typeof originCounts>;

/** The same without what is asked only of segments that may be suspicious. */
export const countRow = featureRow.omit({
  source_called_back: true,
  called_back: true,
  repeated: true,
  seconds: true,
  areas: true,
  callers: true,
  blocks: true,
  first_ms: true,
  last_ms: true,
  legs: true,
  carriers: true,
});
export type Counts = z.infer<typeof countRow>;

const source = `WINDOW source AS (PARTITION BY ${segmentKeyNames.filter((name) => name !== 'callers_called').join(', ')})
QUALIFY calls >= ${thresholds.thinCalls}
ORDER BY ${segmentKeyNames.join(', ')}
SETTINGS prefer_column_name_to_alias = 1, enable_named_columns_in_function_tuple = 1`;
const sourceSums = `sumIf(calls, callers_called) OVER source AS known,
  sum(calls) OVER source AS source_calls`;

/** Every segment of a stage with enough calls to be judged at all. */
export const segmentCounts = defineQuery<{ build: number }>()({
  name: 'counts of segments',
  row: countRow,
  sql: `
SELECT * EXCEPT (every_outcome, distinct_outcomes), ${sourceSums}
FROM (
  SELECT toUnixTimestamp(hour) AS hour, ${stagedAsKey}, ${counts}
  FROM judge_stage WHERE build = {build: UInt64}
  GROUP BY ${stagedKey}
)
${source}`,
});

const keys = rows({
  hour: timeS(),
  kind: enumeration(segmentKinds),
  number: uint64(),
  ...originKeyColumns,
});

const ofKeys = `
    FROM judge_stage
    WHERE build = {build: UInt64} AND (${stagedHourKey}) IN (SELECT ${hourKeyNames.join(', ')} FROM keys)`;
const callersOfKeys = `SELECT calling_number ${ofKeys}`;

/** All there is to count of some keys' segments, call-backs and repeated calls included. About 10 us a call. */
export const segmentFeatures = defineQuery<Stage & { keys: readonly HourKey[] }>()({
  name: 'features of segments',
  lists: { keys },
  row: featureAndOriginRow,
  sql: `
SELECT * EXCEPT (every_outcome, distinct_outcomes), ${sourceSums},
  sum(called_back) OVER source AS source_called_back
FROM (
  SELECT toUnixTimestamp(hour) AS hour, ${stagedAsKey}, ${counts},
    countIf(is_called_back) AS called_back,
    countIf(is_repeated) AS repeated,
    sumMapIf([toUInt8(least(duration_s, ${longestS}))], [toUInt64(1)], answered) AS seconds,
    sumMap([toUInt32(intDiv(called_number, 10000000))], [toUInt64(1)]) AS areas,
    arraySlice(arraySort(groupUniqArray(toUInt32(cityHash64(calling_number)))), 1, ${callerSample}) AS callers,
    arraySlice(arraySort(groupUniqArray(toUInt32(cityHash64(intDiv(calling_number, 10000))))), 1, ${callerSample}) AS blocks,
    sumMap([tuple(${Object.keys(callOrigin.shape).join(', ')})], [toUInt64(1)]) AS origins,
    toUnixTimestamp64Milli(min(start_time)) AS first_ms, toUnixTimestamp64Milli(max(start_time)) AS last_ms,
    sum(length(carriers)) AS legs, arraySort(groupUniqArrayArray(carriers)) AS carriers
  FROM (
    SELECT *,
      receives AND (${isCalledBack(callersOfKeys)}) AS is_called_back,
      ${isRepeated(callersOfKeys)} AS is_repeated ${ofKeys}
  )
  GROUP BY ${stagedKey}
)
${source}`,
});

/**
 * Providers that hand on more calls than start at them: where one is claimed to be an origin, a gap in front of it only
 * makes it look so, and calls of many origins meet there.
 */
export const transits = defineQuery<Stage>()({
  name: 'transits of hours',
  row: z.object({ hour: z.number(), provider: z.string() }),
  sql: `
SELECT toUnixTimestamp(hour) AS hour, provider
FROM (
  SELECT hour, toString(claimed_origin) AS provider, 0 AS through, 1 AS from FROM ${keptCalls(plannedHours)}
  WHERE claimed_origin != ''
  UNION ALL
  SELECT hour, arrayJoin(via) AS provider, 1 AS through, 0 AS from FROM ${keptCalls(plannedHours)}
)
GROUP BY hour, provider HAVING sum(from) > 0 AND sum(through) > sum(from)
ORDER BY hour, provider
SETTINGS prefer_column_name_to_alias = 1`,
});

const ordinaryRow = z.object({
  hour: z.number(),
  all_calls: z.number(),
  all_receiving: z.number(),
  all_called_back: z.number(),
  outcomes: histogram,
});
/** Ordinary calling of an hour: callers that are called too and call little. */
export const ordinaryOutcomes = defineQuery<Stage>()({
  name: 'ordinary outcomes',
  row: ordinaryRow,
  sql: `
SELECT toUnixTimestamp(hour) AS hour, count() AS all_calls,
  countIf(receives) AS all_receiving,
  countIf(is_called_back) AS all_called_back,
  sumMapIf([toUInt8(${bin})], [toUInt64(1)], receives) AS outcomes
FROM (
  SELECT *, receives AND (${isCalledBack("SELECT calling_number FROM judge_stage WHERE build = {build: UInt64} AND kind = 'source' AND receives")}) AS is_called_back
  FROM judge_stage WHERE build = {build: UInt64} AND kind = 'source'
)
GROUP BY hour ORDER BY hour
SETTINGS prefer_column_name_to_alias = 1`,
});
