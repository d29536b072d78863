import { cutSends, type OutgoingMessage, toOnePartitionEach } from '@ringtrace/platform/kafka/producer';
import { feedPartitions } from '@ringtrace/schemas/topics';
import kafkajs from 'kafkajs';
import type { ProducerId } from './broker-connection.ts';
import { bytesOf, crc32c, headBytes, produceRequest } from './kafka-protocol.ts';

const everyReplica = -1;
const timeoutMs = 30_000;

/** Offsets of fields in a record batch (format v2). */
const at = { crc: 17, attributes: 21, firstTimestamp: 27, maxTimestamp: 35 } as const;
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
    const firstSequence = this.#sequence(topic, partition, messages.length);
    const request = produceRequest({
      acks: everyReplica,
      timeout: timeoutMs,
      compression: kafkajs.CompressionTypes.LZ4,
      producerId: this.#producer.id,
      producerEpoch: this.#producer.epoch,
      topicData: [{ topic, partitions: [{ partition, firstSequence, messages }] }],
    });
    return bytesOf(request);
  }

  /** The number of the next message of a partition. */
  #sequence(topic: string, partition: number, messages: number): number {
    const name = `${topic} ${partition}`;
    const sequence = this.#sequences.get(name) ?? 0;
    this.#sequences.set(name, sequence + messages);
    return sequence;
  }
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
