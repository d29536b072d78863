import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { int32, int64, text } from '@ringtrace/schemas/columns';
import { wholeFrom } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';

/** Totals of guarantee 2: fed = accepted + dead letters. */
export const accounts = defineQuery()({
  name: 'verify: accounts',
  row: z.object({ records: z.number(), accepted: z.number(), dead: z.number(), dead_messages: z.number() }),
  sql: `
    SELECT
      sum(records) AS records,
      sum(accepted) AS accepted,
      sum(dead) AS dead,
      (SELECT count() FROM dead_letters FINAL WHERE record_index < 0) AS dead_messages
    FROM batches FINAL`,
});

export const storedCdrs = defineQuery()({
  name: 'verify: stored CDRs',
  row: z.object({ identities: z.number(), withdrawn: z.number() }),
  sql: 'SELECT count() AS identities, countIf(cdr_store.withdrawn) AS withdrawn FROM cdr_store FINAL',
});

/** CDRs that retention dropped, each identity once. */
export const droppedCdrs = defineQuery()({
  name: 'verify: dropped CDRs',
  row: z.object({ dropped: z.number() }),
  sql: "SELECT sum(identities) AS dropped FROM retention_drops FINAL WHERE state = 'done'",
});

/** Legs that were kept when their day was dropped, and are not stored. */
export const lostKeptLegs = defineQuery()({
  name: 'verify: kept legs',
  row: z.object({
    carrier: z.string(),
    start_time: z.string(),
    call_id: z.string(),
    kept_for: z.string(),
    id: z.string(),
  }),
  sql: `
    SELECT toString(carrier) AS carrier, toString(start_time) AS start_time, call_id, toString(kept_for) AS kept_for, id
    FROM kept_legs FINAL
    WHERE (carrier, start_time, call_id) NOT IN (
      SELECT carrier, start_time, call_id FROM cdr_store
      WHERE toYYYYMMDD(start_time) IN (SELECT toYYYYMMDD(start_time) AS day FROM kept_legs GROUP BY day)
        AND (carrier, start_time, call_id) IN (SELECT carrier, start_time, call_id FROM kept_legs)
    )
    ORDER BY start_time, carrier, call_id LIMIT 20`,
});

/** A stretch of a feed partition: offsets from `from` up to, not including, `to`. */
export interface OffsetRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

const bookRow = z.object({
  topic: z.string(),
  partition: z.number(),
  batches: z.number(),
  records: z.number(),
  accepted: z.number(),
  dead: z.number(),
  dead_records: z.number(),
  dead_messages: z.number(),
});

/** What the store's accounts say of one stretch of a partition. */
export type PartitionBook = z.infer<typeof bookRow>;

/** @public A test sends long lists of every exported statement. */
export const partitionBooks = defineQuery<{ ranges: readonly OffsetRange[] }>()({
  name: 'verify: accounts by partition',
  lists: { ranges: rows({ topic: text(), partition: int32(), from: int64(), to: int64() }) },
  row: bookRow,
  sql: `
    SELECT
      topic,
      partition,
      sum(is_batch) AS batches,
      sum(records) AS records,
      sum(accepted) AS accepted,
      sum(dead) AS dead,
      sum(dead_record) AS dead_records,
      sum(dead_message) AS dead_messages
    FROM (
      SELECT
        toString(topic) AS topic, partition, offset, 1 AS is_batch, records, accepted, dead,
        0 AS dead_record, 0 AS dead_message
      FROM batches FINAL
      UNION ALL
      SELECT
        toString(topic) AS topic, partition, offset, 0 AS is_batch, 0 AS records, 0 AS accepted, 0 AS dead,
        toUInt8(record_index >= 0) AS dead_record, toUInt8(record_index < 0) AS dead_message
      FROM dead_letters FINAL
    ) AS book
    INNER JOIN ranges ON ranges.topic = book.topic AND ranges.partition = book.partition
    WHERE offset >= ranges.from AND offset < ranges.to
    GROUP BY topic, partition`,
});

/** The accounts of each stretch; one that the store knows nothing of is left out. */
export function booksOf(store: Store, ranges: readonly OffsetRange[]): Promise<PartitionBook[]> {
  return store.query(partitionBooks, { ranges });
}

const unknownSchemaPlaces = defineQuery()({
  name: 'verify: messages of unknown schemas',
  row: z.object({ topic: z.string(), partition: z.number(), offsets: z.array(z.number()) }),
  sql: `
    SELECT toString(topic) AS topic, partition, groupArray(offset) AS offsets
    FROM dead_letters FINAL
    WHERE record_index < 0 AND reason = 'unknown_schema'
    GROUP BY topic, partition`,
});

type Place = { readonly topic: string; readonly partition: number; readonly offset: number };

/** Tells which messages are dead letters for want of their schema. */
export async function unknownSchemas(store: Store): Promise<(place: Place) => boolean> {
  const found = await store.query(unknownSchemaPlaces, {});
  const key = (topic: string, partition: number) => `${topic}/${partition}`;
  const places = new Map(found.map((row) => [key(row.topic, row.partition), new Set(row.offsets)]));
  return ({ topic, partition, offset }) => places.get(key(topic, partition))?.has(offset) === true;
}

const tooOldPlaces = defineQuery()({
  name: 'verify: records past retention',
  row: z.object({
    topic: z.string(),
    partition: z.number(),
    offset: z.number(),
    indexes: z.array(z.number()),
  }),
  sql: `
    SELECT toString(topic) AS topic, partition, offset, groupArray(record_index) AS indexes
    FROM dead_letters FINAL
    WHERE record_index >= 0 AND reason = 'past_retention'
    GROUP BY topic, partition, offset`,
});

/** Tells the records of a message that were dead letters for their age. */
export async function tooOldRecords(
  store: Store,
): Promise<(place: Place) => ReadonlySet<number> | undefined> {
  const key = ({ topic, partition, offset }: Place) => `${topic}/${partition}/${offset}`;
  const found = await store.query(tooOldPlaces, {});
  const places = new Map(found.map((row) => [key(row), new Set(row.indexes)]));
  return (place) => places.get(key(place));
}

/**
 * Minutes that hold more CDRs than arrivals were marked for: nothing would ever build them. Days that retention dropped hold a few
 * kept legs, which nothing builds.
 */
export const unmarkedMinutes = defineQuery()({
  name: 'verify: unmarked minutes',
  row: z.object({ carrier: z.string(), minute: z.string(), stored: z.number(), marked: z.number() }),
  sql: `
    SELECT
      toString(s.carrier) AS carrier,
      toString(s.minute) AS minute,
      s.stored AS stored,
      a.marked AS marked
    FROM (
      SELECT carrier, toStartOfMinute(start_time) AS minute, count() AS stored
      FROM cdr_store FINAL
      WHERE toUnixTimestamp(start_time) >= toUnixTimestamp(${wholeFrom})
      GROUP BY carrier, minute
    ) AS s
    LEFT JOIN (
      SELECT carrier, minute, sum(cdrs) AS marked FROM arrivals GROUP BY carrier, minute
    ) AS a ON a.carrier = s.carrier AND a.minute = s.minute
    WHERE s.stored > a.marked
    ORDER BY carrier, minute
    LIMIT 100`,
});
