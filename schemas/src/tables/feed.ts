import { blob, int32, int64, keyword, text, timeMs, uint8, uint32 } from '../columns.ts';
import { likeSized } from '../merge-settings.ts';
import { defineTable, type RowOf } from '../table.ts';

/** What could not be accepted, with the original bytes: one row a record, or one row for a whole message. */
export const deadLetters = defineTable({
  name: 'dead_letters',
  comment:
    'What could not be accepted. record_index -1 is a whole message. original: the bytes as they came (a record in Avro binary of writer_schema, or the whole message value). Read with FINAL.',
  columns: {
    carrier: keyword(),
    topic: keyword(),
    partition: int32(),
    offset: int64({ codec: 'Delta, ZSTD(1)' }),
    record_index: int32({ codec: 'T64, ZSTD(1)' }),
    field: keyword({ comment: "field at fault; '' where the message as a whole is" }),
    reason: keyword({ comment: 'unknown_schema, undecodable, invalid_field, ...' }),
    detail: text({ codec: 'ZSTD(1)' }),
    original: blob({ codec: 'ZSTD(3)' }),
    writer_schema: keyword({ comment: 'fingerprint or registry id of the schema it was written with' }),
    source: keyword(),
    produced_at: timeMs({ comment: '1970 where the message could not be read', codec: 'Delta, ZSTD(1)' }),
    received_at: timeMs({ comment: "the broker's timestamp of the message", codec: 'Delta, ZSTD(1)' }),
    status: keyword({ comment: 'open, replayed or closed' }),
    ver: uint8({
      comment:
        '0 open, then one more each time it is closed or opened again; 255 replayed (1 or 2 by older releases)',
    }),
  },
  engine: 'ReplacingMergeTree(ver)',
  partitionBy: 'toYYYYMM(received_at)',
  orderBy: ['topic', 'partition', 'offset', 'record_index'],
  settings: likeSized,
});
export type DeadLetterRow = RowOf<typeof deadLetters>;

/**
 * One row for each feed message that could be read, with how many of its records were accepted and how many were not.
 */
export const batches = defineTable({
  name: 'batches',
  comment: 'Feed messages and what became of their records: records = accepted + dead. Read with FINAL.',
  columns: {
    carrier: keyword(),
    topic: keyword(),
    partition: int32(),
    offset: int64({ codec: 'Delta, ZSTD(1)' }),
    batch_id: text({ codec: 'ZSTD(1)' }),
    source: keyword(),
    sequence: int64({ codec: 'Delta, ZSTD(1)' }),
    produced_at: timeMs({ codec: 'Delta, ZSTD(1)' }),
    received_at: timeMs({ comment: "the broker's timestamp", codec: 'Delta, ZSTD(1)' }),
    records: uint32({ codec: 'T64, ZSTD(1)' }),
    accepted: uint32({ codec: 'T64, ZSTD(1)' }),
    dead: uint32({ codec: 'T64, ZSTD(1)' }),
    first_start: timeMs({ comment: 'smallest start_time accepted', codec: 'Delta, ZSTD(1)' }),
    last_start: timeMs({ comment: 'greatest start_time accepted', codec: 'Delta, ZSTD(1)' }),
  },
  engine: 'ReplacingMergeTree',
  partitionBy: 'toYYYYMM(received_at)',
  orderBy: ['topic', 'partition', 'offset'],
  settings: likeSized,
});
export type BatchRow = RowOf<typeof batches>;
