import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { reachHours } from '../builds/hours.ts';
import { keptCalls, type Stage } from './kept-calls.ts';
import { originKeyRow, segmentKeyRow } from './segment-key.ts';

/** Outcome of a call: bin 0 = unanswered, then 2-s bins of the answered duration; the last is 120 s and more. */
export const lastBin = 61;
/** Answered durations are counted by the second, to tell messages apart. All of this length and longer count as one, s. */
export const longestS = 120;
/**
 * So many callers are kept of each segment: those with the smallest hashes. The share of them that two segments have in common is about the
 * share of all callers.
 */
export const callerSample = 64;
export const bin = 'if(answered, 1 + least(60, intDiv(duration_s, 2)), 0)';

/** Bins and how many calls are in each. */
export const histogram = z.tuple([z.array(z.number()), z.array(z.number())]);
export const callOrigin = z.object({
  ...originKeyRow,
  origin_provider: z.string(),
  claimed_origin: z.string(),
  entry_provider: z.string(),
  next_provider: z.string(),
});
/** To whom a call is attributed. */
export type CallOrigin = z.infer<typeof callOrigin>;
/** What an hour shows of a segment, but for the segment's key. */
export const featureCounts = z.object({
  calls: z.number(),
  /**
   * Of the segment's source and class together, whether or not its callers are called themselves: calls whose callers are, all calls, and
   * calls that were called back.
   */
  source_receiving: z.number(),
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
  /** Of a busy number: calls that their signer attests otherwise than most of the number's calls that it signs. */
  changing_attestation: z.number(),
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
  /** Calls by minute of the hour. */
  minutes: histogram,
  callers: z.array(z.number()),
  blocks: z.array(z.number()),
  first_ms: z.number(),
  last_ms: z.number(),
  legs: z.number(),
  carriers: z.array(z.string()),
  /** Calls that are asked whether they were called back, and those that were (`askedForCallBacks` in sources.ts). */
  asked_calls: z.number().default(0),
  asked_called_back: z.number().default(0),
  /** Of several hours together: calling numbers, each counted once, estimated from the samples of the hours. 0 for one hour: see `calling_numbers`. */
  distinct_numbers: z.number().default(0),
  /** Of several segments together: calls of the busy numbers among them. 0 for one segment: see `kind`. */
  busy_calls: z.number().default(0),
  /** Of a source: calling numbers that were asked whether they are in use elsewhere, and those that are (features/elsewhere.ts). */
  sampled_numbers: z.number().default(0),
  elsewhere_numbers: z.number().default(0),
  /** Calls so recent that they may still be called back, and those among `asked_calls`. */
  recent_calls: z.number().default(0),
  recent_asked_calls: z.number().default(0),
  /** Its calls may go on: its last call is about as late as the newest traffic of the hour and those beside it. */
  goes_on: z.boolean().default(false),
  /** Its calls come by a transit whose own upstream nobody tells: they may be of many origins. */
  by_transit: z.boolean().default(false),
});
const featureRow = z.object({ ...segmentKeyRow, ...featureCounts.shape });
/** What one hour shows of a number or a source: integers only, so that the order of arrival can't show. */
export type Features = z.infer<typeof featureRow>;

/** What is counted of segments that are kept alone. It has no part in judging them. */
const detailNames = {
  seconds: true,
  areas: true,
  minutes: true,
  callers: true,
  blocks: true,
  first_ms: true,
  last_ms: true,
  legs: true,
  carriers: true,
} as const;
export const countRow = featureRow.omit(detailNames);
/** What an hour shows of a segment, without its details. */
export type Counts = z.infer<typeof countRow>;
export const detailCounts = featureCounts.pick(detailNames);
/** SQL: the values of an array, ascending, and how many there are of each. Sorting costs less than a map of counts for each segment. */
export const countsOf = (values: string) =>
  `(arrayCompact(arraySort(${values})), arrayPopFront(arrayDifference(arrayPushBack(
    arrayFilter((at, step) -> at = 1 OR step != 0, arrayEnumerate(${values}), arrayDifference(arraySort(${values}))),
    length(${values}) + 1))))`;

/** A minute with a smaller share of the usual calls of a minute does not count as known: its few records have a wrong clock. */
const strayShare = 0.05;

/**
 * Up to which minute the traffic of an hour and of those beside it is known, ms since 1970, by hour. What was called since may still be
 * called back.
 */
export const knownUntil = defineQuery<{ build: number }>()({
  name: 'newest minutes of hours',
  row: z.object({ hour: z.number(), known_until_ms: z.number() }),
  sql: `
SELECT toUnixTimestamp(hour) AS hour, 1000 * toUnixTimestamp(maxIf(minute, calls >= ${strayShare} * usual)) AS known_until_ms
FROM (
  SELECT minute, calls, hour, medianExact(calls) OVER (PARTITION BY hour) AS usual
  FROM (
    SELECT minute, sum(calls) AS calls, toStartOfHour(minute, 'UTC') + toIntervalHour(arrayJoin(range(${2 * reachHours + 1})) - ${reachHours}) AS hour
    FROM judge_minutes WHERE build = {build: UInt64}
    GROUP BY minute
  )
)
GROUP BY hour ORDER BY hour
SETTINGS prefer_column_name_to_alias = 1`,
});

/**
 * Providers that are claimed to be an origin, and hand on more calls of others than start at them. Where such a provider looks like the
 * origin, the leg before it is missing. Calls of many origins meet there.
 */
export const transits = defineQuery<Stage>()({
  name: 'transits of hours',
  row: z.object({ hour: z.number(), provider: z.string() }),
  sql: `
SELECT toUnixTimestamp(hour) AS hour, provider
FROM (
  SELECT hour, toString(claimed_origin) AS provider, 0 AS through, 1 AS from FROM ${keptCalls()}
  WHERE claimed_origin != ''
  UNION ALL
  SELECT hour, arrayJoin(via) AS provider, 1 AS through, 0 AS from FROM ${keptCalls()}
)
GROUP BY hour, provider HAVING sum(from) > 0 AND sum(through) > sum(from)
ORDER BY hour, provider
SETTINGS prefer_column_name_to_alias = 1`,
});
