import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import { type Compression, codecs, decompressedLimit } from '@ringtrace/platform/kafka/codecs';
import { decompressionFailure } from '@ringtrace/platform/kafka/over-limit';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { readRanges } from '@ringtrace/platform/kafka/read-range';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStack, type Stack } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.stop(), 60_000);

const names = Object.keys(codecs).filter((name): name is Compression => name in codecs);
const values = [0, 1, 2].map((i) => Buffer.from(`${i}: 2125550100,3125550199;`.repeat(20_000)));

async function roundTrip(
  topic: string,
  compression: Compression | 'none',
  settings: Record<string, string>,
): Promise<Buffer[]> {
  await ensureTopic(stack.kafka, topic, { partitions: 1, settings });
  const producer = await openProducer(stack.kafka, { compression });
  await producer.send(values.map((value) => ({ topic, key: 'k', value })));
  await producer.close();
  const read: Buffer[] = [];
  await readRanges(stack.kafka, [{ topic, partition: 0, end: values.length }], async ({ value }) => {
    if (value !== null) read.push(value);
  });
  return read;
}

describe.each(names)('%s', (name) => {
  it('as we compress it, is what the broker takes and gives back', async () => {
    expect(await roundTrip(`ours-${name}`, name, {})).toEqual(values);
  });

  it("as Kafka's own Java code compresses it, is what we read", async () => {
    expect(await roundTrip(`java-${name}`, 'none', { 'compression.type': name })).toEqual(values);
  });
});

describe('a batch that is too large once decompressed', () => {
  it.each(names)('%s: becomes a message that says so, and what follows is read', async (name) => {
    const topic = `bomb-${name}`;
    await ensureTopic(stack.kafka, topic, { partitions: 1, settings: { 'max.message.bytes': '4000000' } });
    const good = Buffer.from('good');
    const producer = await openProducer(stack.kafka, { compression: name });
    for (const value of [Buffer.alloc(decompressedLimit + 1_000_000), good]) {
      await producer.send([{ topic, key: 'k', value }]);
    }
    await producer.close();
    const read: (string | Buffer)[] = [];
    await readRanges(stack.kafka, [{ topic, partition: 0, end: 2 }], async ({ value }) => {
      if (value !== null) read.push(decompressionFailure(value) ?? value);
    });
    expect(read).toEqual([expect.stringContaining('larger than is allowed'), good]);
  });
});
