import type { Reference } from '@ringtrace/enrich/reference';
import { checkRecord } from '@ringtrace/ingest/stages/check';
import { feedSchema } from '@ringtrace/platform/avro/schema-source';
import { avroType } from '@ringtrace/platform/avro/type';
import type { CdrBatch } from '@ringtrace/schemas/cdr';
import { minuteMs } from '@ringtrace/schemas/durations';
import type { KafkaMessage } from 'kafkajs';
import { rowOf } from './usual-row.ts';

const type = avroType(feedSchema);
/** Bytes before the record in single-object encoding: C3 01 and the schema's fingerprint. */
const headerBytes = 10;

/** Rows that wait to be inserted, as objects. */
export class UsualBlock {
  readonly cdrs: ReturnType<typeof rowOf>[] = [];
  readonly deadLetters: object[] = [];
  readonly offsets = new Map<string, { topic: string; partition: number; offset: string }>();
  readonly #arrivals = new Map<string, { carrier: string; minute: number; cdrs: number }>();
  messages = 0;

  add(topic: string, partition: number, message: KafkaMessage, reference: Reference): void {
    const carrier = topic.slice('cdr.'.length);
    const batch: CdrBatch = type.fromBuffer((message.value ?? Buffer.alloc(0)).subarray(headerBytes));
    for (const [index, cdr] of batch.records.entries()) {
      const fault = checkRecord(cdr, batch.produced_at);
      if (fault === undefined) {
        this.cdrs.push(rowOf(carrier, cdr, reference));
        this.#arrived(carrier, Math.floor(cdr.start_time / minuteMs) * 60);
      } else {
        const location = { carrier, topic, partition, offset: Number(message.offset), record_index: index };
        this.deadLetters.push({ ...location, ...fault, original: JSON.stringify(cdr), status: 'open' });
      }
    }
    this.messages += 1;
    const offset = String(BigInt(message.offset) + 1n);
    this.offsets.set(`${topic}/${partition}`, { topic, partition, offset });
  }

  #arrived(carrier: string, minute: number): void {
    const key = `${carrier} ${minute}`;
    const arrival = this.#arrivals.get(key) ?? { carrier, minute, cdrs: 0 };
    arrival.cdrs += 1;
    this.#arrivals.set(key, arrival);
  }

  arrivals() {
    return [...this.#arrivals.values()];
  }
}
