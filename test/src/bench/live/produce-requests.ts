import { codecs } from '@ringtrace/platform/kafka/codecs';
import { cutSends, type OutgoingMessage, toOnePartitionEach } from '@ringtrace/platform/kafka/producer';
import { feedPartitions } from '@ringtrace/schemas/topics';
import kafkajs from 'kafkajs';
import type { ProducerId } from './broker-connection.ts';
import { crc32c, frame, headBytes, text, varint } from './kafka-bytes.ts';

const produce = { key: 0, version: 7 } as const;
const lz4 = 3;
const everyReplica = -1;
const timeoutMs = 30_000;

/** Offsets of fields in a record batch (format v2), and its bytes before the records. */
const at = { length: 8, magic: 16, crc: 17, attributes: 21, firstTimestamp: 27, maxTimestamp: 35 } as const;
const batchHeadBytes = 61;
/** Of the topic's name in a produce request: behind no transaction, acks, timeout and the number of topics. */
const topicAt = headBytes + 2 + 2 + 4 + 4;

const partitionMetadata = Array.from({ length: feedPartitions }, (_, partitionId) => ({
  partitionErrorCode: 0,
  partitionId,
  leader: 0,
  replicas: [],
  isr: [],
}));

/**
 * Makes the requests that a producer of ours would send, ready as bytes: the same record batches, partitions and compression. What is
 * left to do is `stamp`, once they are sent.
 */
export class ProduceRequests {
  readonly #producer: ProducerId;
  readonly #partitionOf = kafkajs.Partitioners.DefaultPartitioner();
  readonly #sequences = new Map<string, number>();

  constructor(producer: ProducerId) {
    this.#producer = producer;
  }

  async of(messages: readonly OutgoingMessage[]): Promise<Buffer[]> {
    const requests: Buffer[] = [];
    for (const send of cutSends(messages))
      for (const { topic, messages: together } of toOnePartitionEach(send))
        requests.push(await this.#request(topic, together));
    return requests;
  }

  async #request(
    topic: string,
    messages: readonly Pick<OutgoingMessage, 'key' | 'value'>[],
  ): Promise<Buffer> {
    const [message = { key: null, value: null }] = messages;
    const partition = this.#partitionOf({ topic, partitionMetadata, message });
    const batch = await this.#batch(this.#sequence(topic, partition, messages.length), messages);
    const head = Buffer.alloc(12);
    let next = head.writeInt16BE(-1, 0);
    next = head.writeInt16BE(everyReplica, next);
    next = head.writeInt32BE(timeoutMs, next);
    head.writeInt32BE(1, next);
    const of = Buffer.alloc(12);
    next = of.writeInt32BE(1, 0);
    next = of.writeInt32BE(partition, next);
    of.writeInt32BE(batch.length, next);
    return frame(produce.key, produce.version, head, text(topic, 2), of, batch);
  }

  /** The number of the next message of a partition. */
  #sequence(topic: string, partition: number, messages: number): number {
    const name = `${topic} ${partition}`;
    const sequence = this.#sequences.get(name) ?? 0;
    this.#sequences.set(name, sequence + messages);
    return sequence;
  }

  async #batch(
    sequence: number,
    messages: readonly Pick<OutgoingMessage, 'key' | 'value'>[],
  ): Promise<Buffer> {
    const records = await codecs.lz4.compress(Buffer.concat(messages.flatMap(recordOf)));
    const head = Buffer.alloc(batchHeadBytes);
    head.writeInt32BE(batchHeadBytes - at.length - 4 + records.length, at.length);
    head.writeInt8(2, at.magic);
    let next = head.writeInt16BE(lz4, at.attributes);
    head.writeInt32BE(messages.length - 1, next);
    next = head.writeBigInt64BE(this.#producer.id, at.maxTimestamp + 8);
    next = head.writeInt16BE(this.#producer.epoch, next);
    next = head.writeInt32BE(sequence, next);
    head.writeInt32BE(messages.length, next);
    return Buffer.concat([head, records]);
  }
}

/** A record without headers. Its time is that of the batch. */
function recordOf({ key, value }: Pick<OutgoingMessage, 'key' | 'value'>, offset: number): Buffer[] {
  const keyBytes = key === null ? undefined : Buffer.from(key);
  const body = [
    Buffer.of(0, 0),
    varint(offset),
    ...[keyBytes, value ?? undefined].flatMap((bytes) =>
      bytes === undefined ? [varint(-1)] : [varint(bytes.length), bytes],
    ),
    varint(0),
  ];
  return [varint(body.reduce((sum, { length }) => sum + length, 0)), ...body];
}

const batchIn = (request: Buffer) => topicAt + 2 + request.readInt16BE(topicAt) + 12;

/** Says in a request when its messages are sent (ms since 1970), and thereby its checksum. */
export function stamp(request: Buffer, now: number): void {
  const batch = batchIn(request);
  request.writeBigInt64BE(BigInt(now), batch + at.firstTimestamp);
  request.writeBigInt64BE(BigInt(now), batch + at.maxTimestamp);
  request.writeUInt32BE(crc32c(request, batch + at.attributes), batch + at.crc);
}

/** Throws where the broker has not taken the messages of a request. */
export function checkTaken(response: Buffer): void {
  const topic = 4 + 4;
  const error = response.readInt16BE(topic + 2 + response.readInt16BE(topic) + 4 + 4);
  if (error !== 0) throw new Error(`the broker refused messages: its error ${error}`);
}
