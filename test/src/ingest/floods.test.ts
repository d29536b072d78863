import { randomBytes } from 'node:crypto';
import { fixedReference } from '@ringtrace/enrich/loader';
import { emptyReference } from '@ringtrace/enrich/reference';
import { ingestBacklog } from '@ringtrace/ingest/worker/backlog';
import { runIngest } from '@ringtrace/ingest/worker/ingest';
import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { ensureTopic, withAdmin } from '@ringtrace/platform/kafka/admin';
import { type Compression, decompressedLimit } from '@ringtrace/platform/kafka/codecs';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { feedTopic } from '@ringtrace/schemas/topics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batch, cdr, cdrs, send } from './feeds.ts';
import { openStack, type Stack, until } from './stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.stop(), 60_000);

/** Sends all messages to one partition, so that they are read one after the other. */
async function flood(carrier: string, values: readonly Buffer[], compression: Compression | 'none' = 'none') {
  const topic = feedTopic(carrier);
  await ensureTopic(stack.kafka, topic);
  const producer = await openProducer(stack.kafka, { compression });
  for (const value of values) await producer.send([{ topic, key: 'flood', value }]);
  await producer.close();
}

/** Reads the topics from the beginning, with a new group. Returns the carriers of each block, in order. */
async function ingestAll(group: string): Promise<string[][]> {
  const blocks: string[][] = [];
  const leave = new AbortController();
  const worker = runIngest({
    ...stack,
    group,
    reference: fixedReference(emptyReference),
    signal: leave.signal,
    blockRows: 2_000,
    blockMs: 400,
    blockBytes: 8_000_000,
    metrics: {
      timed: (persist) => persist,
      committed({ batches, deadLetters }) {
        blocks.push([...new Set([...batches, ...deadLetters].map(({ carrier }) => carrier))]);
      },
      replayed: () => {},
    },
  });
  await until(
    'an empty backlog',
    () => ingestBacklog(stack.kafka, group),
    ({ lag, partitions }) => lag === 0 && partitions.length > 0,
    200_000,
  );
  leave.abort();
  await worker;
  return blocks;
}

const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const filler = 'x'.repeat(100);
const badRecord = (i: number) => cdr(`bad-${i}`, { called_number: 'nobody', caller_name: filler });
const badRecords = () => encodeBatch(batch(many(5_000, badRecord), { source: 'bad' }));
const goodRecords = (i: number) =>
  encodeBatch(batch(cdrs(`old-${i}`, 4_000, { caller_name: filler }), { source: 'backfill' }));

describe('a carrier that floods its topic does not hold the others up', () => {
  it.each<[string, number, (i: number) => Buffer, Compression | 'none']>([
    ['with a backfill of good records', 25, goodRecords, 'none'],
    ['with batches of bad records', 25, badRecords, 'none'],
    ['with large messages that are no batches', 20, () => randomBytes(900_000), 'none'],
    ['with decompression bombs', 12, () => Buffer.alloc(decompressedLimit + 1_000_000), 'zstd'],
    ['with large values that compress to nothing', 10, () => Buffer.alloc(decompressedLimit / 2), 'zstd'],
  ])('%s', async (kind, count, make, compression) => {
    const name = kind.replaceAll(' ', '-');
    const bad = `${name}-bad`.slice(-60);
    const good = `${name}-good`.slice(-60);
    // The whole flood is in the topic before the first good record, and before the worker starts.
    await flood(bad, many(count, make), compression);
    await send(stack, good, ...many(5, (i) => batch(cdrs(`g${i}`, 100), { source: 'sw1', sequence: i })));
    const blocks = await ingestAll(name);
    const last = (carrier: string) => blocks.findLastIndex((carriers) => carriers.includes(carrier));
    expect(last(good)).toBeGreaterThanOrEqual(0);
    expect(last(good)).toBeLessThan(last(bad));
    await withAdmin(stack.kafka, (admin) => admin.deleteTopics({ topics: [bad, good].map(feedTopic) }));
  });
});
