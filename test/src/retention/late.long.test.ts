import { closableDeadLetters, closeDeadLetters } from '@ringtrace/ingest/worker/close-dead-letters';
import { replayDeadLetters } from '@ringtrace/ingest/worker/dead-letters';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { committedOffsets, ensureTopic, partitionRanges } from '@ringtrace/platform/kafka/admin';
import { type Cdr, emptyCdr } from '@ringtrace/schemas/cdr';
import { feedTopic } from '@ringtrace/schemas/topics';
import { verify } from 'ringtrace/verify/verify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { settle } from '../detect/settle.ts';
import { type OwnStack, startStack } from '../ingest/stack.ts';
import { startWorker, type Worker } from '../ingest/worker.ts';
import { deskOver, stored } from './dropped.ts';

const old = Date.UTC(2026, 2, 10, 15);
const young = Date.UTC(2026, 2, 28, 15);
/** CDRs from 25 March on are accepted. */
const now = Date.UTC(2026, 2, 30, 12);
const topic = feedTopic('acme');

let stack: OwnStack;
let worker: Worker;
beforeAll(async () => {
  stack = await startStack();
  await ensureTopic(stack.kafka, topic);
  worker = startWorker(stack);
});
afterAll(async () => {
  await worker?.stop();
  await stack?.stop();
});

const cdr = (call_id: string, start_time: number, fields: Partial<Cdr> = {}): Cdr => ({
  ...emptyCdr,
  call_id,
  start_time,
  end_time: start_time + 9_000,
  calling_number: '+13125550123',
  called_number: '+13125550199',
  ...fields,
});
const records = [cdr('old-1', old), cdr('old-2', old + 1), cdr('young-1', young), cdr('young-2', young + 1)];

let sequence = 0;
/** Sends a batch, and returns once the worker has stored it. */
async function send(batch: readonly Cdr[]): Promise<void> {
  sequence += 1;
  const producer = stack.kafka.client().producer();
  await producer.connect();
  const value = encodeBatch({
    batch_id: `b-${sequence}`,
    source: 'sw1',
    sequence,
    produced_at: young + 60_000,
    records: [...batch],
  });
  await producer.send({ topic, messages: [{ key: 'sw1', value: Buffer.from(value) }] });
  await producer.disconnect();
  await expect
    .poll(
      async () => {
        const ends = await partitionRanges(stack.kafka, [topic]);
        const done = await committedOffsets(stack.kafka, 'ringtrace-ingest', [topic]);
        return ends.every(
          ({ partition, end }) =>
            end === 0 || done.some((one) => one.partition === partition && one.offset === end),
        );
      },
      { timeout: 60_000, interval: 200 },
    )
    .toBe(true);
}

const deadLetters = defineQuery()({
  name: 'dead letters',
  row: z.object({ field: z.string(), reason: z.string(), detail: z.string(), status: z.string() }),
  sql: 'SELECT toString(field) AS field, toString(reason) AS reason, detail, toString(status) AS status FROM dead_letters FINAL ORDER BY offset, record_index',
});
const failed = async (store: Store) => (await verify(store, stack.kafka)).checks.filter(({ ok }) => !ok);

it('what is older than the horizon becomes a dead letter that names it, and verify holds and still finds a loss', async () => {
  const { store } = stack;
  await send(records);
  await settle(store);
  expect(await failed(store)).toEqual([]);
  const desk = deskOver(store);
  desk.now = now;
  await desk.drop();
  const left = await stored(store);
  expect(left.map((row) => row.split(' ')[3])).toEqual(['young-1', 'young-2']);
  expect(await failed(store)).toEqual([]);

  // A worker learns of the horizon within seconds; a new one, before it reads anything.
  await worker.stop();
  worker = startWorker(stack);
  await send(records);
  await send([
    cdr('old-1', old, { revision: 1, withdrawn: true }),
    cdr('old-3', old + 2),
    cdr('young-3', young + 2),
  ]);
  await settle(store);
  const dead = await store.query(deadLetters, {});
  expect(dead).toHaveLength(4);
  for (const one of dead)
    expect(one).toMatchObject({
      field: 'start_time',
      reason: 'past_retention',
      detail: expect.stringContaining('before 2026-03-25'),
      status: 'open',
    });
  expect((await stored(store)).map((row) => row.split(' ')[3])).toEqual(
    expect.arrayContaining(['young-1', 'young-2', 'young-3']),
  );
  expect((await stored(store)).some((row) => row.includes('old-'))).toBe(false);
  expect(await failed(store)).toEqual([]);
  expect(await replayDeadLetters({ kafka: stack.kafka, store })).toEqual({ replayed: 0, stillDead: 4 });

  // Closed by hand, they stay with their bytes, and nothing sends them again.
  expect(await closableDeadLetters(store, 'nobody')).toEqual([]);
  expect(await closeDeadLetters(store, 'nobody')).toBe(0);
  expect(await closableDeadLetters(store, undefined)).toEqual([{ carrier: 'acme', letters: 4 }]);
  expect(await closeDeadLetters(store, 'acme')).toBe(4);
  expect(await closableDeadLetters(store, undefined)).toEqual([]);
  expect((await store.query(deadLetters, {})).map(({ status }) => status)).toEqual(Array(4).fill('closed'));
  expect(await replayDeadLetters({ kafka: stack.kafka, store })).toEqual({ replayed: 0, stillDead: 0 });
  expect(await failed(store)).toEqual([]);

  await store.command("ALTER TABLE cdr_store DELETE WHERE call_id = 'young-2'", {}, { mutations_sync: '1' });
  expect((await failed(store)).map(({ name }) => name)).toContain('cdr');
});
