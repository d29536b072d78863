import { createHash } from 'node:crypto';
import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import type { SchemaSource } from '@ringtrace/platform/avro/schema-source';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { type MessagePlace, readMessages } from '@ringtrace/platform/kafka/read-messages';
import type { FeedMessage } from '@ringtrace/platform/kafka/session';
import { z } from 'zod';
import { type CoveredLegs, coveredLegs, coveredLists, messagesOf } from './covered-legs.ts';

/** Where feed messages are read from. */
export interface Feeds {
  readonly kafka: Kafka;
  readonly schemas: SchemaSource;
}

const legRow = z.object({
  traceback_id: z.string(),
  carrier: z.string(),
  call_id: z.string(),
  /** ms since 1970. */
  start_ms: z.number(),
  revision: z.number(),
  messages: z.array(z.tuple([z.string(), z.number(), z.number()])),
});
type Leg = z.infer<typeof legRow>;

const ofTracedCalls = `
  SELECT s.traceback_id AS traceback_id, l.carrier AS carrier, l.call_id AS call_id, l.start_time AS start_time, l.revision AS revision
  FROM (${coveredLegs}) AS l
  INNER JOIN sought AS s ON s.calling_number = l.calling_number AND s.called_number = l.called_number
  WHERE toUnixTimestamp64Milli(l.start_time) BETWEEN s.first_ms AND s.last_ms`;

/** Legs of the traced calls, with the messages of their carriers that hold records of their time. @public */
export const tracedLegs = defineQuery<CoveredLegs>()({
  name: 'legs of the traced calls of a package',
  lists: coveredLists,
  row: legRow,
  sql: `
SELECT t.traceback_id AS traceback_id, toString(t.carrier) AS carrier, t.call_id AS call_id,
  toUnixTimestamp64Milli(t.start_time) AS start_ms, t.revision AS revision, m.messages AS messages
FROM (${ofTracedCalls}) AS t
LEFT JOIN (${messagesOf(ofTracedCalls)}) AS m ON m.carrier = t.carrier AND m.start_time = t.start_time AND m.call_id = t.call_id
ORDER BY traceback_id, start_ms, carrier, call_id`,
});

/** A record in a message, as it came in. */
interface FoundRecord extends MessagePlace {
  /** From 0. */
  readonly record_index: number;
  /** The schema that the message was written with. */
  readonly writer_schema: string;
  readonly message_sha256: string;
  readonly record_sha256: string;
  /** The record's own bytes, in hex: Avro binary of the writer's schema. */
  readonly record_avro: string;
}

/** A leg of a traced call, with the records of it that were found in the feed. A record that was sent again is found again. */
export interface LegSource {
  readonly traceback_id: string;
  readonly carrier: string;
  readonly call_id: string;
  readonly start_time: string;
  readonly revision: number;
  /** Messages that hold records of its time. */
  readonly possible_messages: number;
  readonly records: readonly FoundRecord[];
}

/** Messages that are read for one package at most: each has up to 900 kB. */
const mostMessages = 500;

/** The legs of the traced calls with the very records that the carriers sent, as far as the topics still hold them. */
export async function sourcesOf(
  store: Store,
  { kafka, schemas }: Feeds,
  covered: CoveredLegs,
): Promise<LegSource[]> {
  const legs = await store.query(tracedLegs, covered);
  const places = new Map(
    legs.flatMap(({ messages }) =>
      messages.map(([topic, partition, offset]) => {
        const place = { topic, partition, offset };
        return [placeKey(place), place] as const;
      }),
    ),
  );
  const found = new Map<string, FoundRecord[]>();
  const decoder = createBatchDecoder(schemas);
  const byCall = Map.groupBy(legs, ({ call_id }) => call_id);

  async function search({ topic, partition, offset, value }: FeedMessage): Promise<void> {
    if (value === null) return;
    const { batch, writerSchema } = await decoder.decode(value);
    const message_sha256 = sha256Of(value);
    for (let index = 0; index < batch.size; index += 1) {
      const record = readable(() => batch.record(index));
      for (const leg of record === undefined ? [] : (byCall.get(record.call_id) ?? [])) {
        if (record?.start_time !== leg.start_ms || record.revision !== leg.revision) continue;
        if (!leg.messages.some(([t, p, o]) => t === topic && p === partition && o === offset)) continue;
        const bytes = batch.original(index);
        const one = {
          topic,
          partition,
          offset,
          record_index: index,
          writer_schema: writerSchema,
          message_sha256,
          record_sha256: sha256Of(bytes),
          record_avro: bytes.toString('hex'),
        };
        found.set(legKey(leg), [...(found.get(legKey(leg)) ?? []), one]);
      }
    }
  }

  await readMessages(kafka, [...places.values()].slice(0, mostMessages), search);
  return legs.map((leg) => ({
    traceback_id: leg.traceback_id,
    carrier: leg.carrier,
    call_id: leg.call_id,
    start_time: new Date(leg.start_ms).toISOString(),
    revision: leg.revision,
    possible_messages: leg.messages.length,
    records: found.get(legKey(leg)) ?? [],
  }));
}

const placeKey = ({ topic, partition, offset }: MessagePlace) => `${topic}/${partition}/${offset}`;
const legKey = (leg: Leg) => JSON.stringify([leg.traceback_id, leg.carrier, leg.start_ms, leg.call_id]);
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A record that can't be read is a dead letter, and no leg. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
