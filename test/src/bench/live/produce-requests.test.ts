import { createRequire } from 'node:module';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { beforeAll, describe, expect, it } from 'vitest';
import { crc32c } from './kafka-protocol.ts';
import { checkTaken, ProduceRequests, stamp } from './produce-requests.ts';

const require = createRequire(import.meta.url);
const Decoder = require('kafkajs/src/protocol/decoder');
const decodeBatch = require('kafkajs/src/protocol/recordBatch/v0/decoder');

/** The codecs that the client library decompresses with. */
beforeAll(() => void createKafka({ brokers: [] }, 'test', createLog('test', 'silent')));

const sentAt = 1_772_546_400_123;
const producer = { id: 7_000n, epoch: 3 };
const value = (text: string) => Buffer.from(text);

/** A request as the client library's own decoder reads it. */
async function read(request: Buffer) {
  stamp(request, sentAt);
  const decoder = new Decoder(request);
  const size = decoder.readInt32();
  const [key, version] = [decoder.readInt16(), decoder.readInt16()];
  decoder.readInt32();
  const [client, transaction] = [decoder.readString(), decoder.readString()];
  const [acks, timeout, topics] = [decoder.readInt16(), decoder.readInt32(), decoder.readInt32()];
  const [topic, partitions, partition] = [decoder.readString(), decoder.readInt32(), decoder.readInt32()];
  decoder.readInt32();
  const { records, ...batch } = await decodeBatch(decoder);
  return {
    isWhole: size === request.length - 4 && decoder.offset === request.length,
    head: { key, version, client, transaction, acks, timeout, topics, partitions },
    at: `${topic} ${partition}`,
    producer: `${batch.producerId} ${batch.producerEpoch} ${batch.firstSequence}`,
    times: [String(batch.firstTimestamp), String(batch.maxTimestamp)],
    records: records.map((r: { key: Buffer | null; value: Buffer | null }) => [
      r.key === null ? null : String(r.key),
      r.value === null ? null : String(r.value),
    ]),
  };
}

describe('ProduceRequests', () => {
  it('are record batches of one partition each, as the client library reads them', async () => {
    const requests = await new ProduceRequests(producer).of([
      { topic: 'cdr.a', key: 'one', value: value('1') },
      { topic: 'cdr.b', key: 'one', value: value('x'.repeat(5_000)) },
      { topic: 'cdr.a', key: 'one', value: value('2') },
    ]);
    const [a, b, ...more] = await Promise.all(requests.map(read));
    expect(more).toEqual([]);
    expect(a).toMatchObject({
      isWhole: true,
      head: {
        key: 0,
        version: 7,
        client: null,
        transaction: null,
        acks: -1,
        timeout: 30_000,
        topics: 1,
        partitions: 1,
      },
      producer: '7000 3 0',
      times: [String(sentAt), String(sentAt)],
      records: [
        ['one', '1'],
        ['one', '2'],
      ],
    });
    expect(b?.records).toEqual([['one', 'x'.repeat(5_000)]]);
    expect([a?.at, b?.at].map((at) => at?.split(' ')[0])).toEqual(['cdr.a', 'cdr.b']);
  });

  it('number the messages of a partition', async () => {
    const requests = new ProduceRequests(producer);
    const message = { topic: 'cdr.a', key: 'one', value: value('1') };
    const first = await requests.of([message, message]);
    const next = await requests.of([message]);
    const other = await requests.of([{ ...message, topic: 'cdr.b' }]);
    const numbers = await Promise.all([...first, ...next, ...other].map(read));
    expect(numbers.map((one) => one.producer)).toEqual(['7000 3 0', '7000 3 2', '7000 3 0']);
  });

  it('are no larger than a broker takes', async () => {
    const message = { topic: 'cdr.a', key: 'one', value: Buffer.alloc(400_000) };
    const requests = await new ProduceRequests(producer).of([message, message, message]);
    const batches = await Promise.all(requests.map(read));
    expect(batches.map(({ records }) => records.length)).toEqual([2, 1]);
  });
});

describe('stamp', () => {
  it('says the checksum of all that follows it', async () => {
    const [request = Buffer.alloc(0)] = await new ProduceRequests(producer).of([
      { topic: 'cdr.a', key: 'one', value: value('1') },
    ]);
    // The batch ends the request. Its own length is behind eight bytes, and its checksum behind five more.
    const batch = request.indexOf('cdr.a') + 'cdr.a'.length + 12;
    expect(request.readInt32BE(batch + 8)).toBe(request.length - batch - 12);
    const checksum = (now: number) => {
      stamp(request, now);
      return request.readUInt32BE(batch + 17);
    };
    const first = checksum(sentAt);
    expect(first).toBe(crc32c(request, batch + 21));
    expect(checksum(sentAt + 1)).not.toBe(first);
    expect(checksum(sentAt)).toBe(first);
  });
});

describe('crc32c', () => {
  it('is the one of iSCSI', () => {
    expect(crc32c(value('123456789'), 0)).toBe(0xe3069283);
    expect(crc32c(value('__123456789'), 2)).toBe(0xe3069283);
  });
});

describe('checkTaken', () => {
  const response = (error: number) => {
    const bytes = Buffer.alloc(40);
    bytes.writeInt32BE(1, 4);
    bytes.writeInt16BE(5, 8);
    bytes.write('cdr.a', 10);
    bytes.writeInt32BE(1, 15);
    bytes.writeInt16BE(error, 23);
    return bytes;
  };

  it('throws where the broker has not taken it', () => {
    expect(() => checkTaken(response(0))).not.toThrow();
    expect(() => checkTaken(response(45))).toThrow('its error 45');
  });
});
