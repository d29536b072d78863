import { defineQuery } from '@ringtrace/platform/clickhouse';
import { rows, values } from '@ringtrace/platform/lists';
import { text, uint32, uint64 } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { startsWithin } from '../sql/start-time.ts';
import { hopMs, mostSkewMs } from './clocks.ts';
import { usCountries } from './countries.ts';
import { aroundMs, sourcesMs } from './feeds.ts';
import { atOnceMs } from './forward.ts';
import { national } from './numbers.ts';

const legRow = z.object({
  carrier: z.string(),
  call_id: z.string(),
  start_ms: z.number(),
  hold_ms: z.number(),
  talk_ms: z.number().nullable(),
  sip_code: z.number(),
  calling_number: z.number(),
  called_number: z.number(),
  upstream: z.string(),
  downstream: z.string(),
  origid: z.string(),
  ingress_country: z.string(),
  ingress_trunk: z.string(),
  customer: z.string(),
  attestation: z.string(),
});

const columns = `
  carrier, call_id, toUnixTimestamp64Milli(start_time) AS start_ms,
  greatest(0, dateDiff('millisecond', start_time, end_time)) AS hold_ms,
  if(answer_time IS NULL, NULL, greatest(0, dateDiff('millisecond', answer_time, end_time))) AS talk_ms, sip_code, calling_number, called_number,
  ifNull(upstream, '') AS upstream, ifNull(downstream, '') AS downstream, ifNull(toString(origid), '') AS origid,
  ifNull(ingress_country, '') AS ingress_country, ifNull(ingress_trunk, '') AS ingress_trunk,
  ifNull(customer, '') AS customer, ifNull(attestation, '') AS attestation`;

/** From the minute `first` to the minute `last`, seconds since 1970; where not all between count, `minutes` are those that do. */
const inMinutes = `
  ${startsWithin('{first: Int64}', '{last: Int64} + 60')}
  AND ((SELECT count() FROM minutes) = 0 OR toUnixTimestamp(toStartOfMinute(start_time, 'UTC')) IN (SELECT value FROM minutes))`;
type InMinutes = { first: number; last: number; minutes: readonly number[] };
const minutes = values(uint32());

/** First in the store as it lies, then at their highest revision by exact keys: a FINAL over the minutes costs ten times as much. */
const atHighestRevision = (condition: string) => `
SELECT ${columns}
FROM cdr
WHERE (carrier, start_time, call_id) IN (
  SELECT carrier, start_time, call_id FROM cdr_store WHERE ${inMinutes} AND ${condition}
) AND ${condition}`;

/** The legs of many calls at once: all to these called numbers in these minutes, whatever prefix they carry. */
export const legsToNumbers = defineQuery<InMinutes & { called: readonly number[] }>()({
  name: 'legs to numbers',
  lists: { minutes, called: values(uint64()) },
  row: legRow,
  sql: atHighestRevision(`called_number % ${national} IN (SELECT value FROM called)`),
});

/** As many calls of one number to one carrier's subscribers in a minute show no more than that they are many. */
const enoughOfOne = 20;
const atOnceS = atOnceMs / 1_000;
const aroundWithheld = `SELECT carrier, toUInt32(second + arrayJoin(range(-${atOnceS}, ${atOnceS} + 1))) AS second FROM withheld`;

/**
 * Legs that end at their carrier's own subscribers, or may: of and to these numbers, under these origids, and whatever began or
 * ended within seconds of these moments, seconds since 1970: those of withheld callers' calls.
 */
export const legsEndingAround = defineQuery<
  InMinutes & {
    carriers: readonly string[];
    numbers: readonly number[];
    origids: readonly string[];
    withheld: readonly { carrier: string; second: number }[];
  }
>()({
  name: 'legs ending around forwards',
  lists: {
    minutes,
    carriers: values(text()),
    numbers: values(uint64()),
    origids: values(text()),
    withheld: rows({ carrier: text(), second: uint32() }),
  },
  row: legRow,
  sql: `${atHighestRevision(`carrier IN (SELECT value FROM carriers) AND (downstream = carrier OR ifNull(downstream, '') = '') AND (
    calling_number % ${national} IN (SELECT value FROM numbers) OR called_number % ${national} IN (SELECT value FROM numbers)
    OR toString(origid) IN (SELECT value FROM origids)
    OR (carrier, toUnixTimestamp(start_time)) IN (${aroundWithheld}) OR (carrier, toUnixTimestamp(end_time)) IN (${aroundWithheld}))`)}
ORDER BY origid IN (SELECT value FROM origids) DESC
LIMIT ${enoughOfOne} BY carrier, calling_number, if(calling_number = 0, call_id, toString(intDiv(start_ms, 60000))),
  called_number % ${national} IN (SELECT value FROM numbers)`,
});

/** What these numbers call, minute by minute; a corrected record may show another number than it does now. */
export const callsOfCallers = defineQuery<InMinutes & { numbers: readonly number[] }>()({
  name: 'calls of callers',
  lists: { minutes, numbers: values(uint64()) },
  row: z.object({ calling: z.number(), called: z.number(), minute_ms: z.number() }),
  sql: `
SELECT DISTINCT calling_number % ${national} AS calling, called_number % ${national} AS called,
  toUnixTimestamp(toStartOfMinute(start_time, 'UTC')) * 1000 AS minute_ms
FROM cdr_store
WHERE ${inMinutes} AND calling_number % ${national} IN (SELECT value FROM numbers)
ORDER BY minute_ms, calling, called
LIMIT ${enoughOfOne} BY minute_ms, calling`,
});

export const legsInMinutes = defineQuery<InMinutes>()({
  name: 'legs in minutes',
  lists: { minutes },
  row: z.object({ legs: z.number() }),
  sql: `SELECT count() AS legs FROM cdr_store WHERE ${inMinutes}`,
});

/**
 * How far the carriers' clocks are apart, by the calls that two of them name each other for: those to every so many-th
 * called number. Corrected legs count twice: a median bears it.
 */
export const clockSamples = defineQuery<InMinutes & { every: number }>()({
  name: 'clock differences',
  lists: { minutes },
  row: z.object({ a: z.string(), b: z.string(), ms: z.number(), calls: z.number() }),
  sql: `
WITH legs AS (
  SELECT toString(carrier) AS carrier, toString(upstream) AS upstream, toString(downstream) AS downstream,
    calling_number, called_number, toUnixTimestamp64Milli(start_time) AS start_ms,
    dateDiff('millisecond', start_time, end_time) AS hold_ms, dateDiff('millisecond', answer_time, end_time) AS talk_ms
  FROM cdr_store
  WHERE ${inMinutes} AND calling_number != 0
    AND called_number % {every: UInt32} = 0
)
SELECT a.carrier AS a, b.carrier AS b, count() AS calls, quantileExact(0.5)(
    b.start_ms - a.start_ms + if(a.talk_ms IS NULL OR a.hold_ms = b.hold_ms, -${hopMs}, b.hold_ms - a.hold_ms)) AS ms
FROM legs AS a INNER JOIN legs AS b ON a.calling_number = b.calling_number AND a.called_number = b.called_number
  AND a.downstream = b.carrier AND b.upstream = a.carrier
WHERE abs(b.start_ms - a.start_ms) <= ${mostSkewMs} AND a.carrier != b.carrier
GROUP BY a, b ORDER BY a, b`,
});

const accountColumns = `carrier, source, sequence, dead, toUnixTimestamp64Milli(first_start) AS first_ms,
  toUnixTimestamp64Milli(last_start) AS last_ms`;
const accountsNear = (ms: number) => `
  last_start >= fromUnixTimestamp64Milli({from: Int64} - ${ms}) AND first_start <= fromUnixTimestamp64Milli({to: Int64} + ${ms})`;

/**
 * The feeds' accounts around calls: whether a carrier that reported no leg would have. Of a source that has calls that
 * day and none near, the last batch.
 */
export const feedAccounts = defineQuery<{ carriers: readonly string[]; from: number; to: number }>()({
  name: 'feed accounts',
  lists: { carriers: values(text()) },
  row: z.object({
    carrier: z.string(),
    source: z.string(),
    sequence: z.number(),
    dead: z.number(),
    first_ms: z.number(),
    last_ms: z.number(),
  }),
  sql: `
SELECT ${accountColumns}
FROM batches FINAL
WHERE carrier IN (SELECT value FROM carriers) AND accepted > 0 AND ${accountsNear(aroundMs)}
UNION ALL
SELECT * FROM (
  SELECT ${accountColumns}
  FROM batches FINAL
  WHERE carrier IN (SELECT value FROM carriers) AND accepted > 0 AND ${accountsNear(sourcesMs)} AND NOT (${accountsNear(aroundMs)})
  ORDER BY last_start DESC LIMIT 1 BY carrier, source
)`,
});

/** Providers of other countries, by the reference data in force. */
export const foreignProviders = defineQuery()({
  name: 'foreign providers',
  row: z.object({ provider_id: z.string() }),
  sql: `SELECT provider_id FROM providers WHERE country NOT IN ('', ${usCountries.map((c) => `'${c}'`).join(', ')})`,
});
