import { randomUUID } from 'node:crypto';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { type Cdr, type CdrBatch, emptyCdr } from '@ringtrace/schemas/cdr';
import type { DeadLetterRow } from '@ringtrace/schemas/tables/feed';
import { feedTopic } from '@ringtrace/schemas/topics';
import type { Stack } from './stack.ts';

/** 2025-03-04 15:00 UTC. */
export const noon = Date.UTC(2025, 2, 4, 15);

export function cdr(call_id: string, fields: Partial<Cdr> = {}): Cdr {
  const start_time = fields.start_time ?? noon;
  return {
    ...emptyCdr,
    call_id,
    start_time,
    answer_time: start_time + 2_000,
    end_time: start_time + 30_000,
    calling_number: '+12125550100',
    called_number: '3125550199',
    sip_code: 200,
    ...fields,
  };
}

/** `count` records of different calls, a second apart. */
export const cdrs = (prefix: string, count: number, fields: Partial<Cdr> = {}): Cdr[] =>
  Array.from({ length: count }, (_, i) => cdr(`${prefix}-${i}`, { start_time: noon + i * 1_000, ...fields }));

export function batch(records: Cdr[], fields: Partial<CdrBatch> = {}): CdrBatch {
  return {
    batch_id: randomUUID(),
    source: 'sw1',
    sequence: 1,
    produced_at: noon + 86_400_000,
    records,
    ...fields,
  };
}

/** Sends messages to a carrier's topic, creating it where needed. */
export async function send(stack: Stack, carrier: string, ...values: (CdrBatch | Buffer)[]): Promise<void> {
  const topic = feedTopic(carrier);
  await ensureTopic(stack.kafka, topic);
  const producer = await openProducer(stack.kafka);
  try {
    await producer.send(
      values.map((value, i) =>
        Buffer.isBuffer(value)
          ? { topic, key: `raw-${i}`, value }
          : { topic, key: value.source, value: encodeBatch(value) },
      ),
    );
  } finally {
    await producer.close();
  }
}

/** A message as a whole that could not be decoded, as a row of the store. */
export const letter = (carrier: string, fields: Partial<DeadLetterRow> = {}): DeadLetterRow => ({
  carrier,
  topic: `cdr.${carrier}`,
  partition: 0,
  offset: 0,
  record_index: -1,
  field: '',
  reason: 'undecodable',
  detail: '',
  original: Buffer.from('x'),
  writer_schema: '',
  source: '',
  produced_at: 0,
  received_at: noon,
  status: 'open',
  ver: 0,
  ...fields,
});
