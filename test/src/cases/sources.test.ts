import { randomUUID } from 'node:crypto';
import { sourcesOf } from '@ringtrace/cases/refer/sources';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import { readMessages } from '@ringtrace/platform/kafka/read-messages';
import { type Cdr, emptyCdr } from '@ringtrace/schemas/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStack, type Stack } from '../ingest/stack.ts';
import { storeCampaign, truth } from './referred.ts';

let stack: Stack;
const topic = 'cdr.alphatel';
const at = (record: Partial<Cdr>): Cdr => ({ ...emptyCdr, ...record });
const messages = [
  [at({ call_id: 'another', start_time: truth.at })],
  [
    at({ call_id: "=cmd|'0", start_time: truth.at, revision: 1 }),
    at({ call_id: 'another', start_time: truth.at }),
    at({ call_id: "=cmd|'0", start_time: truth.at, revision: 2 }),
  ],
  [at({ call_id: 'another', start_time: truth.at })],
].map((records, sequence) =>
  encodeBatch({ batch_id: randomUUID(), source: 'switch-1', sequence, produced_at: truth.at, records }),
);

beforeAll(async () => {
  stack = await openStack();
  await storeCampaign(stack.store);
  await ensureTopic(stack.kafka, topic, { partitions: 1 });
  const producer = stack.kafka.client().producer();
  await producer.connect();
  for (const value of messages) await producer.send({ topic, messages: [{ value, partition: 0 }] });
  await producer.disconnect();
  await stack.store.client.insert({
    table: 'batches',
    format: 'JSONEachRow',
    clickhouse_settings: { date_time_input_format: 'best_effort' },
    values: messages.map((_, offset) => ({
      carrier: 'alphatel',
      topic,
      partition: 0,
      offset,
      accepted: 1,
      first_start: new Date(truth.at - 1_000).toISOString(),
      last_start: new Date(truth.at + 1_000).toISOString(),
    })),
  });
});
afterAll(() => stack.stop());

describe('single messages', () => {
  const place = (offset: number, name = topic) => ({ topic: name, partition: 0, offset });

  it('are read in order, without those between them', async () => {
    const read: number[] = [];
    await readMessages(stack.kafka, [place(2), place(0), place(2)], async ({ offset }) => {
      read.push(offset);
    });
    expect(read).toEqual([0, 2]);
  });

  it('are left out where the topic does not hold them', async () => {
    const read: number[] = [];
    await readMessages(stack.kafka, [place(7), place(1), place(0, 'cdr.nobody')], async ({ offset }) => {
      read.push(offset);
    });
    expect(read).toEqual([1]);
  });

  it('end with the error of whoever takes them', async () => {
    await expect(
      readMessages(stack.kafka, [place(0)], () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no');
  });
});

it('the records of a traced call are found in the bytes that their carriers sent', async () => {
  const [alphatel, ...others] = await sourcesOf(
    stack.store,
    { kafka: stack.kafka, schemas: fixedSchemas() },
    {
      campaign: truth.campaign,
      first: truth.at / 1_000,
      last: truth.at / 1_000 + 120,
      from_ms: 0,
      to_ms: truth.at + 9e9,
      salt: '',
      sought: [
        {
          traceback_id: 'tb-1',
          calling_number: truth.calling,
          called_number: truth.called[0],
          first_ms: truth.at - 60_000,
          last_ms: truth.at + 60_000,
        },
      ],
      own: [],
      covered_providers: [],
      covered_calling: [],
      covered_called: [],
    },
  );
  expect(alphatel).toMatchObject({
    carrier: 'alphatel',
    call_id: "=cmd|'0",
    possible_messages: 4,
    records: [{ topic, partition: 0, offset: 1, record_index: 2 }],
  });
  const [{ record_avro } = { record_avro: '' }] = alphatel?.records ?? [];
  expect(messages[1]?.toString('hex')).toContain(record_avro);
  expect(record_avro).toContain(Buffer.from("=cmd|'0").toString('hex'));
  expect(others.map(({ carrier, records }) => [carrier, records.length])).toEqual([
    ['betacom', 0],
    ['gammafone', 0],
  ]);
});
