import { createBatchDecoder } from '@ringtrace/platform/avro/batch-codec';
import { schemasOf } from '@ringtrace/platform/avro/stored-schemas';
import { type MessagePlace, readMessages } from '@ringtrace/platform/kafka/read-messages';
import type { Cdr } from '@ringtrace/schemas/cdr';
import type { Work } from '../route/work.ts';
import { messagesByKey } from './call.ts';
import type { LegKey } from './leg-keys.ts';

/** Messages that are read for one call at most: each has up to 900 kB. */
const mostMessages = 200;

type Fields = Omit<Cdr, 'identity'>;

/** A record in a message, as its carrier sent it. */
interface SourceRecord extends MessagePlace, LegKey {
  /** From 0. */
  readonly record_index: number;
  readonly writer_schema: string;
  /** Without the Identity header: it holds the called number where no mask can reach it. */
  readonly fields: Fields;
}

/** The records of these legs, in all their revisions, as far as the topics still hold the messages. */
export async function legsOfMessages(
  { store, kafka, config }: Pick<Work, 'store' | 'kafka' | 'config'>,
  keys: readonly LegKey[],
) {
  const messages = await store.query(messagesByKey, { keys });
  const places = [
    ...new Map(
      messages.map(({ topic, partition, offset }) => [
        `${topic}/${partition}/${offset}`,
        { topic, partition, offset },
      ]),
    ).values(),
  ];
  const asked = places.slice(0, mostMessages);
  const decoder = createBatchDecoder(schemasOf({ config, store, log: kafka.log }));
  const wanted = Map.groupBy(keys, ({ carrier, call_id }) => `cdr.${carrier}\n${call_id}`);
  const records: SourceRecord[] = [];
  await readMessages(kafka, asked, async ({ topic, partition, offset, value }) => {
    if (value === null) return;
    const { batch, writerSchema } = await decoder.decode(value);
    for (let index = 0; index < batch.size; index += 1) {
      const record = readable(() => batch.record(index));
      if (record === undefined) continue;
      const own = wanted
        .get(`${topic}\n${record.call_id}`)
        ?.find((one) => one.start_ms === record.start_time);
      if (own === undefined) continue;
      const { identity: _, ...fields } = record;
      records.push({
        ...own,
        topic,
        partition,
        offset,
        record_index: index,
        writer_schema: writerSchema,
        fields,
      });
    }
  });
  records.sort((a, b) => a.start_ms - b.start_ms || a.offset - b.offset);
  return { read: asked.length, left_out: places.length - asked.length, records };
}

/** A record that can't be read is a dead letter, and no leg. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
