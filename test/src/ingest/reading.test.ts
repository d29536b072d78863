import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { committedOffsets, ensureTopic, withAdmin } from '@ringtrace/platform/kafka/admin';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { readRanges } from '@ringtrace/platform/kafka/read-range';
import { Session } from '@ringtrace/platform/kafka/session';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openStack, type Stack, until } from './stack.ts';

const require = createRequire(import.meta.url);
type Answer = () => Promise<unknown>;
const broker: { prototype: { joinGroup: Answer; offsetFetch: Answer } } = require('kafkajs/src/broker');
const {
  createErrorFromCode,
}: { createErrorFromCode: (code: number) => Error } = require('kafkajs/src/protocol/error');

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.stop(), 60_000);

async function fill(topic: string, values: readonly Buffer[]): Promise<void> {
  await ensureTopic(stack.kafka, topic, { partitions: 1 });
  const producer = await openProducer(stack.kafka, { compression: 'none' });
  for (const value of values) await producer.send([{ topic, key: null, value }]);
  await producer.close();
}

it('a session that starts before its position passes whole fetches of what is already stored', async () => {
  const topic = 'cdr.behind';
  // More messages than one fetch of a partition can hold, and then one more.
  const stored = Array.from({ length: 12 }, () => randomBytes(900_000));
  await fill(topic, [...stored, Buffer.from('next')]);
  await withAdmin(stack.kafka, (admin) =>
    admin.setOffsets({ groupId: 'ahead', topic, partitions: [{ partition: 0, offset: '12' }] }),
  );
  const taken: number[] = [];
  let asked = 0;
  let generations = 0;
  const session = new Session([topic], {
    kafka: stack.kafka,
    // As if another member committed between kafkajs' look at the group's offsets and ours.
    get group() {
      asked += 1;
      return asked === 1 ? 'behind' : 'ahead';
    },
    waitMs: 250,
    nextGeneration: () => ++generations,
    handler: {
      assigned: () => {},
      take: async ({ offset }) => {
        taken.push(offset);
      },
      passed: () => {},
      drain: async () => {},
    },
  });
  await session.start();
  try {
    await until(
      'the message behind what is stored',
      async () => taken,
      ({ length }) => length > 0,
    );
  } finally {
    await session.stop();
  }
  expect(taken).toEqual([12]);
});

it('reading a range whose rest was deleted ends, and says what is missing', async () => {
  const topic = 'deleted';
  await fill(topic, [Buffer.from('a'), Buffer.from('b')]);
  await withAdmin(stack.kafka, async (admin) => {
    // kafkajs deletes records only of a topic whose offsets it has fetched before.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] });
  });
  const read = readRanges(stack.kafka, [{ topic, partition: 0, end: 2 }], async () => {}, 2_000);
  await expect(read).rejects.toThrow('deleted/0 from offset 0 to 1');
});

it('waits for a broker that loads its groups', async () => {
  const loading = createErrorFromCode(14);
  const topic = 'just-started';
  await fill(topic, [Buffer.from('a')]);
  const taken: string[] = [];
  const join = vi
    .spyOn(broker.prototype, 'joinGroup')
    .mockRejectedValueOnce(loading)
    .mockRejectedValueOnce(loading);
  await readRanges(stack.kafka, [{ topic, partition: 0, end: 1 }], async ({ value }) => {
    taken.push(String(value));
  });
  expect(join).toHaveBeenCalledTimes(3);
  join.mockRestore();
  expect(taken).toEqual(['a']);
});

it('asks again for what a group has committed while its coordinator is being found', async () => {
  const topic = 'coordinated';
  await fill(topic, [Buffer.from('a')]);
  const position = { topic, partition: 0, offset: 1 };
  await withAdmin(stack.kafka, (admin) =>
    admin.setOffsets({ groupId: 'coordinated', topic, partitions: [{ partition: 0, offset: '1' }] }),
  );
  const ask = vi.spyOn(broker.prototype, 'offsetFetch');
  for (const code of [14, 15, 16]) ask.mockRejectedValueOnce(createErrorFromCode(code));
  expect(await committedOffsets(stack.kafka, 'coordinated', [topic])).toEqual([position]);
  expect(ask).toHaveBeenCalledTimes(4);
  ask.mockRestore();
});
