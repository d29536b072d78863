import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from '../log.ts';
import { createKafka } from './client.ts';
import { fetchLimit } from './fetch-size.ts';
import { decompressionFailure, record } from './over-limit.ts';
import { recordLimit } from './record-limit.ts';

createKafka({ brokers: [] }, 'test', createLog('test', 'silent'));
const require = createRequire(import.meta.url);
const internals = z.object({
  decodeMessages: z.custom<(decoder: unknown) => Promise<unknown>>((value) => typeof value === 'function'),
  Decoder: z.custom<new (bytes: Buffer) => unknown>((value) => typeof value === 'function'),
});
const { decodeMessages, Decoder } = internals.parse({
  decodeMessages: require('kafkajs/src/protocol/requests/fetch/v4/decodeMessages'),
  Decoder: require('kafkajs/src/protocol/decoder'),
});
const messages = z.array(
  z.object({ offset: z.string(), timestamp: z.string(), value: z.instanceof(Buffer) }),
);

/** A record batch in the form in which a broker sends it. */
function recordBatch(
  firstOffset: number,
  count: number,
  compressed: boolean,
  value = Buffer.from('x'),
): Buffer {
  const plain = Buffer.concat(Array.from({ length: count }, (_, i) => record(i, value)));
  const records = compressed ? gzipSync(plain) : plain;
  const header = Buffer.alloc(61);
  header.writeBigInt64BE(BigInt(firstOffset));
  header.writeInt32BE(49 + records.length, 8);
  header.writeInt8(2, 16);
  header.writeInt16BE(compressed ? 1 : 0, 21);
  header.writeInt32BE(count - 1, 23);
  header.writeBigInt64BE(1_700_000_000_000n, 27);
  header.writeInt32BE(count, 57);
  return Buffer.concat([header, records]);
}

async function fetched(...batches: Buffer[]) {
  const size = Buffer.alloc(4);
  size.writeInt32BE(batches.reduce((sum, { length }) => sum + length, 0));
  return messages.parse(await decodeMessages(new Decoder(Buffer.concat([size, ...batches]))));
}

describe.each([
  ['gzip', true],
  ['not compressed', false],
])('record batches, %s', (_, compressed) => {
  it('are read completely up to the limit', async () => {
    const read = await fetched(recordBatch(7, recordLimit, compressed));
    expect(read).toHaveLength(recordLimit);
    expect(read.at(-1)?.offset).toBe(String(7 + recordLimit - 1));
  });

  it('become one message above the limit, which names the offsets it replaces', async () => {
    const batch = recordBatch(7, recordLimit + 1, compressed);
    const read = await fetched(batch);
    expect(read.map(({ offset, timestamp }) => [offset, timestamp])).toEqual([
      [String(7 + recordLimit), '1700000000000'],
    ]);
    const value = read[0]?.value ?? Buffer.alloc(0);
    expect(decompressionFailure(value)).toMatch(
      new RegExp(`of ${recordLimit + 1} records .* offsets 7 to ${7 + recordLimit}$`),
    );
    expect(value.subarray(-(batch.length - 61))).toEqual(batch.subarray(61));
  });

  it('share the limit within one fetch; the rest comes with the next fetch', async () => {
    const half = recordLimit / 2;
    const batches = [0, 1, 2].map((i) => recordBatch(i * half, half, compressed));
    expect(await fetched(...batches)).toHaveLength(recordLimit);
    expect(await fetched(recordBatch(0, recordLimit + 1, compressed), ...batches)).toHaveLength(1);
  });
});

it('a fetch is decompressed up to its limit; each partition gets its first record batch, the rest comes with the next fetch', async () => {
  const large = Buffer.alloc(30 * 1024 * 1024);
  const batches = Array.from({ length: 9 }, (_, i) => recordBatch(i, 1, true, large));
  expect(await fetched(...batches)).toHaveLength(Math.ceil(fetchLimit / large.length));
  const [bomb = Buffer.alloc(0)] = batches;
  expect(await fetched(bomb)).toHaveLength(1);
});
