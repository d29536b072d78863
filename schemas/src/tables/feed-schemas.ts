import { text, timeMs } from '../columns.ts';
import { defineTable } from '../table.ts';

/** Avro schemas of feed messages that are not part of this version of Ringtrace. */
export const feedSchemas = defineTable({
  name: 'feed_schemas',
  comment:
    'Avro schemas that feed messages may be written with, beside those of this version: added by ringtrace schema add, or fetched from the schema registry. Read with FINAL.',
  columns: {
    name: text({ comment: 'fingerprint, or registry:ID; as in dead_letters.writer_schema' }),
    schema: text({ comment: 'the schema, JSON', codec: 'ZSTD(3)' }),
    added_at: timeMs(),
  },
  engine: 'ReplacingMergeTree(added_at)',
  orderBy: ['name'],
});
