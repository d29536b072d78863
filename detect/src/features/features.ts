import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { thresholds } from '../thresholds.ts';
import { knownSuffix, namesCustomer, oneRingMark, provenMark } from './sources.ts';

/** Outcome of a call: bin 0 = unanswered, then 2-s bins of the answered duration; the last is 120 s and more. */
export const lastBin = 61;
/** Answered durations by the second, for telling messages apart; this long and longer is one. */
export const longestS = 120;
/** Callers by the smallest hashes: how many two segments share tells how many of all they share. */
export const callerSample = 64;
export const bin = 'if(answered, 1 + least(60, intDiv(duration_s, 2)), 0)';

const ringsOnce = `startsWith(caller_class, '${oneRingMark}')`;
/**
 * A call is judged with its number where that is busy, else with its source: origin, class and whether the caller is
 * called too. What a provider proves to be its own customer's calls is judged apart from what others send under the
 * same number: spoofed calls must not fall on the number's holder. Where nobody proves or names the customer, many
 * customers' calls meet, and a number that nobody calls is busy with few.
 */
const isBusy = `(number_calls >= ${thresholds.segmentCalls} OR (number_calls >= ${thresholds.joinCalls}
    AND NOT ${namesCustomer('origin_key')} AND NOT receives AND NOT ${ringsOnce}))`;
const isKnown = `(receives OR called_back) AND NOT ${ringsOnce}`;
export const keyOf = (busy: string) =>
  `multiIf(NOT (${busy}), origin_key, origin_provider = '', '', concat('${provenMark}', origin_provider))`;
/** Callers of a busy number are of no class, but that it rings once: a fact of the number, not of a call. */
export const classOf = (busy: string, of: string) => `if(${busy} AND NOT ${ringsOnce}, '', ${of})`;
export const segmentKey = `
  if(${isBusy}, 'number', 'source') AS kind,
  if(${isBusy}, calling_number, 0) AS number,
  ${keyOf(isBusy)} AS key,
  ${classOf(isBusy, `concat(caller_class, if(${isKnown}, '${knownSuffix}', ''))`)} AS class`;

const counts = `
  toUInt64(count()) AS calls,
  countIf(answered) AS answered,
  countIf(answered AND duration_s <= ${thresholds.shortCallS}) AS short,
  uniqExact(called_number) AS called_numbers,
  uniqExact(calling_number) AS calling_numbers,
  countIf(called_back) AS called_back,
  countIf(repeated) AS repeated,
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
  sumMap([toUInt8(${bin})], [toUInt64(1)]) AS outcomes,
  sumMapIf([toUInt8(least(duration_s, ${longestS}))], [toUInt64(1)], answered) AS seconds,
  sumMap([toUInt32(intDiv(called_number, 10000000))], [toUInt64(1)]) AS areas,
  arraySlice(arraySort(groupUniqArray(toUInt32(cityHash64(calling_number)))), 1, ${callerSample}) AS callers,
  arraySlice(arraySort(groupUniqArray(toUInt32(cityHash64(intDiv(calling_number, 10000))))), 1, ${callerSample}) AS blocks`;

/** Bins and how many calls are in each. */
const histogram = z.tuple([z.array(z.number()), z.array(z.number())]);
const originFields = ['origin_key', 'origin_provider', 'claimed_origin', 'entry_provider', 'next_provider'];
/** Each a JSON array of the fields above: their texts come from the feeds and may hold any character. */
const originCounts = z.tuple([z.array(z.string()), z.array(z.number())]);
export const originOfJson = z
  .tuple([z.string(), z.string(), z.string(), z.string(), z.string()])
  .transform(([origin_key, origin_provider, claimed_origin, entry_provider, next_provider]) => ({
    origin_key,
    origin_provider,
    claimed_origin,
    entry_provider,
    next_provider,
  }));

export const featureRow = z.object({
  hour: z.number(),
  kind: z.enum(['number', 'source']),
  number: z.number(),
  key: z.string(),
  class: z.string(),
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
  origins: originCounts,
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
/** What one hour shows of a number or a source: integers only, so that the order of arrival can't show. */
export type Features = z.infer<typeof featureRow>;

export const segmentFeatures = defineQuery<{ build: number; least: number }>()({
  name: 'features of segments',
  row: featureRow,
  sql: `
SELECT *,
  sumIf(calls, endsWith(class, '${knownSuffix}')) OVER source AS known,
  sum(calls) OVER source AS source_calls,
  sum(called_back) OVER source AS source_called_back
FROM (
  SELECT toUnixTimestamp(hour) AS hour, ${segmentKey}, ${counts},
    sumMap([toJSONString([${originFields.map((field) => `toString(${field})`).join(', ')}])], [toUInt64(1)]) AS origins,
    toUnixTimestamp64Milli(min(start_time)) AS first_ms, toUnixTimestamp64Milli(max(start_time)) AS last_ms,
    sum(length(carriers)) AS legs, arraySort(groupUniqArrayArray(carriers)) AS carriers
  FROM judge_stage
  WHERE build = {build: UInt64}
  GROUP BY hour, kind, number, key, class
)
WINDOW source AS (PARTITION BY hour, kind, number, key, replaceOne(class, '${knownSuffix}', ''))
QUALIFY calls >= {least: UInt32}
ORDER BY hour, kind, number, key, class
SETTINGS prefer_column_name_to_alias = 1`,
});

/**
 * Providers that hand on more calls than start at them: where one is claimed to be an origin, a gap in front of it only
 * makes it look so, and calls of many origins meet there.
 */
export const transits = defineQuery<{ build: number }>()({
  name: 'transits of hours',
  row: z.object({ hour: z.number(), provider: z.string() }),
  sql: `
SELECT toUnixTimestamp(hour) AS hour, provider
FROM (
  SELECT hour, toString(claimed_origin) AS provider, 0 AS through, 1 AS from FROM judge_stage
  WHERE build = {build: UInt64} AND claimed_origin != ''
  UNION ALL
  SELECT hour, arrayJoin(via) AS provider, 1 AS through, 0 AS from FROM judge_stage WHERE build = {build: UInt64}
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
export const ordinaryOutcomes = defineQuery<{ build: number }>()({
  name: 'ordinary outcomes',
  row: ordinaryRow,
  sql: `
SELECT toUnixTimestamp(hour) AS hour, countIf(NOT ${isBusy}) AS all_calls,
  countIf(NOT ${isBusy} AND receives) AS all_receiving,
  countIf(NOT ${isBusy} AND called_back) AS all_called_back,
  sumMapIf([toUInt8(${bin})], [toUInt64(1)], receives AND NOT ${isBusy}) AS outcomes
FROM judge_stage WHERE build = {build: UInt64} GROUP BY hour ORDER BY hour
SETTINGS prefer_column_name_to_alias = 1`,
});
