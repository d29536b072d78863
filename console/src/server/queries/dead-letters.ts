import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { withoutNumbers } from './shown-bytes.ts';
import { isoTimes, orNever } from './times.ts';

/** What is wrong, without the numbers that it may quote. */
const detail = z.string().transform(withoutNumbers);

/** Reasons of one carrier's dead letters. `topic` is the sorting key. */
const rejects = defineQuery<{ topic: string }>()({
  name: 'console: rejects of a carrier',
  sql: `
SELECT toString(reason) AS reason, toString(field) AS field, record_index < 0 AS whole, countIf(status = 'open') AS open, countIf(status = 'replayed') AS replayed, countIf(status = 'closed') AS closed,
  min(received_at) AS first, max(received_at) AS latest, argMax(detail, (received_at, partition, offset, record_index)) AS example,
  argMax((partition, offset, record_index), (received_at, partition, offset, record_index)) AS place,
  place.1 AS partition_of, place.2 AS offset_of, place.3 AS record_of
FROM dead_letters FINAL
WHERE topic = {topic: String}
GROUP BY reason, field, whole
ORDER BY open DESC, replayed DESC, reason, field`,
  row: z
    .object({
      reason: z.string(),
      field: z.string(),
      whole: z.union([z.boolean(), z.number()]).transform(Boolean),
      open: z.number(),
      replayed: z.number(),
      closed: z.number(),
      first: z.iso.datetime(),
      latest: z.iso.datetime(),
      example: detail,
      partition_of: z.number(),
      offset_of: z.number(),
      record_of: z.number(),
    })
    .transform(({ partition_of, offset_of, record_of, ...row }) => ({
      ...row,
      partition: partition_of,
      offset: offset_of,
      record_index: record_of,
    })),
});
export const readRejects = (store: Store, topic: string) => store.query(rejects, { topic }, isoTimes);

interface DeadLetterFilter {
  readonly topic: string;
  /** '' = any, here and below. */
  readonly reason: string;
  readonly field: string;
  readonly source: string;
  readonly status: string;
}
type Wanted = { [K in keyof DeadLetterFilter]: string } & { limit: number; offset: number };

export const deadLetterSorts = ['received_at', 'reason', 'field', 'source'] as const;
type Sort = (typeof deadLetterSorts)[number];

const listed = (order: string) =>
  defineQuery<Wanted>()({
    name: 'console: dead letters of a carrier',
    sql: `
SELECT received_at, toString(reason) AS reason, toString(field) AS field, detail, toString(source) AS source, toString(status) AS status,
  topic, partition, offset, record_index, count() OVER () AS total
FROM dead_letters FINAL
WHERE topic = {topic: String} AND ({reason: String} = '' OR reason = {reason: String}) AND ({field: String} = '' OR field = {field: String})
  AND ({source: String} = '' OR source = {source: String}) AND ({status: String} = '' OR status = {status: String})
ORDER BY ${order}, partition, offset, record_index
LIMIT {limit: UInt32} OFFSET {offset: UInt32}`,
    row: z.object({
      received_at: z.iso.datetime(),
      reason: z.string(),
      field: z.string(),
      detail,
      source: z.string(),
      status: z.string(),
      topic: z.string(),
      partition: z.number(),
      offset: z.number(),
      record_index: z.number(),
      total: z.number(),
    }),
  });
const listedBy = {
  received_at: { up: listed('received_at'), down: listed('received_at DESC') },
  reason: { up: listed('reason'), down: listed('reason DESC') },
  field: { up: listed('field'), down: listed('field DESC') },
  source: { up: listed('source'), down: listed('source DESC') },
} as const;

export const readDeadLetters = (store: Store, sort: Sort, descending: boolean, wanted: Wanted) =>
  store.query(listedBy[sort][descending ? 'down' : 'up'], wanted, isoTimes);

export interface Place {
  readonly partition: number;
  readonly offset: number;
  /** -1 = the whole message. */
  readonly record_index: number;
}

const one = defineQuery<{ topic: string; partition: number; offset: number; record_index: number }>()({
  name: 'console: a dead letter',
  sql: `
SELECT toString(reason) AS reason, toString(field) AS field, detail, toString(source) AS source, toString(status) AS status,
  toString(writer_schema) AS writer_schema, ${orNever('produced_at')} AS produced_at, received_at, base64Encode(original) AS original
FROM dead_letters FINAL
WHERE topic = {topic: String} AND partition = {partition: Int32} AND offset = {offset: Int64} AND record_index = {record_index: Int32}`,
  row: z.object({
    reason: z.string(),
    field: z.string(),
    detail,
    source: z.string(),
    status: z.string(),
    writer_schema: z.string(),
    produced_at: z.iso.datetime().nullable(),
    received_at: z.iso.datetime(),
    original: z.string().transform((text) => Buffer.from(text, 'base64')),
  }),
});

/** undefined = there is none at this place. */
export async function readDeadLetter(
  store: Store,
  topic: string,
  { partition, offset, record_index }: Place,
) {
  const [found] = await store.query(one, { topic, partition, offset, record_index }, isoTimes);
  return found;
}
