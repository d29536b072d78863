import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { dayMs } from '@ringtrace/schemas/durations';
import { feedStates, openRecords } from '@ringtrace/schemas/tables/feed-status';
import { feedTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';
import { isoTimes, orNever } from './times.ts';

/** SQL: rows of one carrier, or of all where the scope is ''. */
const inScope = (column: string) => `({scope: String} = '' OR ${column} = {scope: String})`;
type Scope = { scope: string };

const maybeTime = z.iso.datetime().nullable();
const flag = z.union([z.boolean(), z.number()]).transform(Boolean);

/** Messages of one carrier's topic, or of all where the scope is ''. The topic is the sorting key of `batches` and `dead_letters`. */
const inTopic = "({topic: String} = '' OR topic = {topic: String})";
type Topic = { topic: string };
/** A message has one received_at, so all its rows lie in one partition. Without this, months beyond a range are read for FINAL. */
const byPartition = 'SETTINGS do_not_merge_across_partitions_select_final = 1';
const topicOf = (scope: string) => (scope === '' ? '' : feedTopic(scope));

/** What feed_status says of every source of the feeds. */
const states = defineQuery<Topic>()({
  name: 'console: sources of feeds',
  sql: `
SELECT
  s.carrier AS carrier, s.source AS source, ${orNever('s.last_received')} AS last_received, ${orNever('s.last_batch')} AS last_batch,
  ${orNever('s.last_call')} AS last_call, s.last_sequence AS last_sequence, s.sequence_gaps AS sequence_gaps, s.batches AS batches,
  s.records AS records, s.rejected AS rejected, d.open_records AS open_records, s.unreadable AS unreadable, s.lag_s AS lag_s, s.silent_s AS silent_s, s.silent AS silent
FROM (${feedStates(inTopic)}) AS s
LEFT JOIN (${openRecords(inTopic)}) AS d ON d.carrier = s.carrier AND d.source = s.source
ORDER BY carrier, source
${byPartition}`,
  row: z.object({
    carrier: z.string(),
    source: z.string(),
    last_received: maybeTime,
    last_batch: maybeTime,
    last_call: maybeTime,
    last_sequence: z.number(),
    sequence_gaps: z.number(),
    batches: z.number(),
    records: z.number(),
    rejected: z.number(),
    open_records: z.number(),
    unreadable: z.number(),
    lag_s: z.number(),
    silent_s: z.number(),
    silent: flag,
  }),
});

/** Sources of feeds, and how they stand. */
export const readSources = (store: Store, scope: string) =>
  store.query(states, { topic: topicOf(scope) }, isoTimes);

/**
 * Records of each source in the day before its last message. `from`, ms since 1970, is a day before the oldest of these last messages:
 * parts of months before are not read.
 */
const lastDays = defineQuery<Topic & { from: number }>()({
  name: 'console: last days of feeds',
  sql: `
SELECT carrier, source, sum(records) AS records, sum(dead) AS rejected
FROM (
  SELECT toString(carrier) AS carrier, toString(source) AS source, records, dead, received_at, max(received_at) OVER (PARTITION BY carrier, source) AS last
  FROM batches FINAL
  WHERE ${inTopic} AND received_at > fromUnixTimestamp64Milli({from: Int64})
)
WHERE received_at > last - INTERVAL 1 DAY
GROUP BY carrier, source
${byPartition}`,
  row: z.object({ carrier: z.string(), source: z.string(), records: z.number(), rejected: z.number() }),
});

/** Records in the last day of each of these sources. Where one ended months ago, the months since are read. */
export function readLastDays(
  store: Store,
  scope: string,
  sources: readonly { readonly last_received: string | null; readonly batches: number }[],
) {
  const last = sources.flatMap(({ last_received, batches }) =>
    last_received === null || batches === 0 ? [] : [Date.parse(last_received)],
  );
  const from = last.length === 0 ? 0 : Math.min(...last) - dayMs;
  return store.query(lastDays, { topic: topicOf(scope), from });
}

/** Hours that the recent rate of a feed has. */
export const recentHours = 24;

/** From the index of the parts: no row is read. */
const newest = defineQuery()({
  name: 'console: newest message of all feeds',
  sql: 'SELECT toUnixTimestamp64Milli(max(received_at)) AS at FROM batches',
  row: z.object({ at: z.number() }),
});

/** Records received in each of the hours before the newest message of all feeds, ms since 1970; `back` counts hours back from it. */
const hours = defineQuery<Topic & { newest: number }>()({
  name: 'console: records of feeds by hour',
  sql: `
WITH toStartOfHour(fromUnixTimestamp64Milli({newest: Int64}, 'UTC')) AS last
SELECT toString(carrier) AS carrier, toString(source) AS source, dateDiff('hour', toStartOfHour(received_at), last) AS back, sum(records) AS records
FROM batches FINAL
WHERE received_at >= last - INTERVAL ${recentHours - 1} HOUR AND ${inTopic}
GROUP BY carrier, source, back
${byPartition}`,
  row: z.object({ carrier: z.string(), source: z.string(), back: z.number(), records: z.number() }),
});

export async function readRecentHours(store: Store, scope: string) {
  const [last] = await store.query(newest, {});
  return store.query(hours, { topic: topicOf(scope), newest: last?.at ?? 0 });
}

const clocks = defineQuery<Scope>()({
  name: 'console: clocks of carriers',
  sql: `SELECT carrier, clock_offset_s, clock_neighbors FROM clock_offsets WHERE ${inScope('carrier')}`,
  row: z.object({
    carrier: z.string(),
    clock_offset_s: z.number().nullable(),
    clock_neighbors: z.number(),
  }),
});
export const readClocks = (store: Store, scope: string) => store.query(clocks, { scope });

const differences = defineQuery<Scope>()({
  name: 'console: clock of a carrier beside those of others',
  sql: `SELECT neighbor, ahead_s, shared_calls FROM clock_differences WHERE carrier = {scope: String} ORDER BY shared_calls DESC, neighbor`,
  row: z.object({ neighbor: z.string(), ahead_s: z.number(), shared_calls: z.number() }),
});
/** @param scope the carrier */
export const readDifferences = (store: Store, scope: string) => store.query(differences, { scope });

type Gaps = { topic: string; limit: number; offset: number };

/** Sorting key: `topic` is one carrier's. */
const gaps = (order: string) =>
  defineQuery<Gaps>()({
    name: 'console: missing batches',
    sql: `
SELECT source, first_missing, last_missing, missing, before, after, count() OVER () AS total
FROM (
  SELECT source, previous + 1 AS first_missing, sequence - 1 AS last_missing, toUInt64(sequence - previous - 1) AS missing, before, produced_at AS after
  FROM (
    SELECT source, sequence, produced_at, lagInFrame(sequence) OVER w AS previous, lagInFrame(produced_at) OVER w AS before, row_number() OVER w AS place
    FROM (SELECT toString(source) AS source, sequence, min(produced_at) AS produced_at FROM batches FINAL WHERE topic = {topic: String} GROUP BY source, sequence)
    WINDOW w AS (PARTITION BY source ORDER BY sequence ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
  )
  WHERE place > 1 AND sequence - previous > 1
)
ORDER BY ${order}
LIMIT {limit: UInt32} OFFSET {offset: UInt32}`,
    row: z.object({
      source: z.string(),
      first_missing: z.number(),
      last_missing: z.number(),
      missing: z.number(),
      before: z.iso.datetime(),
      after: z.iso.datetime(),
      total: z.number(),
    }),
  });
export const gapSorts = ['after', 'missing', 'source'] as const;
type GapSort = (typeof gapSorts)[number];
const gapsBy = {
  after: { up: gaps('after, source, first_missing'), down: gaps('after DESC, source, first_missing') },
  missing: { up: gaps('missing, source, first_missing'), down: gaps('missing DESC, source, first_missing') },
  source: { up: gaps('source, first_missing'), down: gaps('source DESC, first_missing') },
} as const;

export const readGaps = (store: Store, sort: GapSort, descending: boolean, params: Gaps) =>
  store.query(gapsBy[sort][descending ? 'down' : 'up'], params, isoTimes);

type Range = { carrier: string; from: number; to: number; step: number };

/** Legs by the time of the call: from the rollup, which detection builds within seconds. */
const legs = defineQuery<Range>()({
  name: 'console: legs of a carrier over time',
  sql: `
SELECT intDiv(toUInt32(minute), {step: UInt32}) * {step: UInt32} AS at, sum(legs) AS records
FROM source_minutes
WHERE carrier = {carrier: String} AND minute >= toDateTime({from: UInt32}, 'UTC') AND minute < toDateTime({to: UInt32}, 'UTC')
GROUP BY at ORDER BY at`,
  row: z.object({ at: z.number(), records: z.number() }),
});
export const readLegs = (store: Store, params: Range) => store.query(legs, params);

type Received = { topic: string; from: number; to: number; step: number };

/** Records by the time at which they came, and the switch or file that they came from. */
const received = defineQuery<Received>()({
  name: 'console: records of a carrier as they came',
  sql: `
SELECT toString(source) AS source, intDiv(toUInt32(toDateTime(received_at)), {step: UInt32}) * {step: UInt32} AS at, sum(records) AS records, sum(dead) AS rejected
FROM batches FINAL
WHERE topic = {topic: String} AND received_at >= fromUnixTimestamp64Milli({from: Int64} * 1000) AND received_at < fromUnixTimestamp64Milli({to: Int64} * 1000)
GROUP BY source, at ORDER BY source, at
${byPartition}`,
  row: z.object({ source: z.string(), at: z.number(), records: z.number(), rejected: z.number() }),
});
export const readReceived = (store: Store, params: Received) => store.query(received, params);

/** Hours of the calls of a carrier, s since 1970. Arrivals are read for whether there are any: a replay may count twice. */
const calledHours = defineQuery<{ carrier: string; from: number; to: number }>()({
  name: 'console: hours with calls of a carrier',
  sql: `
SELECT DISTINCT intDiv(toUInt32(minute), 3600) * 3600 AS hour
FROM arrivals
WHERE carrier = {carrier: String} AND minute >= toDateTime({from: UInt32}, 'UTC') AND minute < toDateTime({to: UInt32}, 'UTC')
ORDER BY hour`,
  row: z.object({ hour: z.number() }),
});
export const readCalledHours = (store: Store, params: { carrier: string; from: number; to: number }) =>
  store.query(calledHours, params);
