import { ensureTopic, partitionRanges } from '@ringtrace/platform/kafka/admin';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { leading, member } from '../detect/member.ts';
import { type OwnStack, startStack } from './stack.ts';

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 120_000, interval: 50 });

let stack: OwnStack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop(), 60_000);

it('after the broker was restarted, a producer goes on and sends nothing twice', async () => {
  const topic = 'steady';
  const six = Array.from({ length: 6 }, (_, i) => ({
    topic,
    key: `key ${i}`,
    value: Buffer.from(`value ${i}`),
  }));
  await ensureTopic(stack.kafka, topic, { partitions: 4 });
  const producer = await openProducer(stack.kafka);
  await producer.send(six);
  await stack.restartBroker();
  await producer.send(six);
  await producer.close();
  const ends = (await partitionRanges(stack.kafka, [topic])).map(({ end }) => end);
  expect(ends.reduce((sum, end) => sum + end, 0)).toBe(12);
});

it('after the broker was away, detect workers find an active one again', async () => {
  const [one, other] = [member(stack.kafka), member(stack.kafka)];
  await eventually(() => expect(leading([one, other])).toBe(1));
  await stack.restartBroker();
  await eventually(() => expect(leading([one, other])).toBe(1));
  await Promise.all([one.leave(), other.leave()]);
});
