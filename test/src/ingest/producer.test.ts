import { ensureTopic, partitionRanges } from '@ringtrace/platform/kafka/admin';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStack, type Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.stop(), 60_000);

const message = (topic: string, i: number) => ({ topic, key: `key ${i}`, value: Buffer.from(`value ${i}`) });
const six = (topic: string) => Array.from({ length: 6 }, (_, i) => message(topic, i));

async function messagesIn(topics: readonly string[]): Promise<number[]> {
  const ends = Map.groupBy(await partitionRanges(stack.kafka, topics), ({ topic }) => topic);
  return topics.map((topic) => (ends.get(topic) ?? []).reduce((sum, { end }) => sum + end, 0));
}

describe('a producer', () => {
  it('sends nothing twice to a topic made a moment ago', async () => {
    const topics = Array.from({ length: 15 }, (_, i) => `new-${i}`);
    for (const topic of topics) {
      await ensureTopic(stack.kafka, topic, { partitions: 4 });
      const producer = await openProducer(stack.kafka);
      await producer.send(six(topic));
      await producer.close();
    }
    expect(await messagesIn(topics)).toEqual(topics.map(() => 6));
  });
});
