import kafkajs from 'kafkajs';
import type { Kafka } from './client.ts';
import { type Compression, compressionType } from './codecs.ts';
import { usualCompression } from './usual-compression.ts';

export interface OutgoingMessage {
  readonly topic: string;
  /** null: the message has no key, and goes to any partition. */
  readonly key: string | null;
  /** Null deletes the key in a compacted topic. */
  readonly value: Buffer | null;
}

/**
 * Sends messages and waits for all replicas. It is an idempotent producer: kafkajs repeats a request that failed, as happens in
 * the first moments of a new topic. The broker then drops the messages it already has.
 */
export interface Producer {
  /** Returns once all are acknowledged. Messages of one topic and key keep their order. */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

export interface ProducerOptions {
  readonly compression?: Compression | 'none';
  /** How often a send is repeated before it fails; by default for about 30 s in all. */
  readonly retries?: number;
}

// kafkajs puts all messages of a partition in one send into one record batch. Brokers take record batches up to 1 MB.
const batchBytes = 1_000_000;
const requestBytes = 8_000_000;
/** Bytes of a message besides key and value; an upper estimate. */
const overhead = 200;

const sizeOf = ({ key, value }: OutgoingMessage) =>
  (value?.length ?? 0) + Buffer.byteLength(key ?? '') + overhead;

/** Divides messages into sends whose record batches and requests are small enough for brokers. */
export function* cutSends(messages: readonly OutgoingMessage[]): Generator<OutgoingMessage[]> {
  let send: OutgoingMessage[] = [];
  let total = 0;
  const perTopic = new Map<string, number>();
  for (const message of messages) {
    const size = sizeOf(message);
    const inTopic = perTopic.get(message.topic) ?? 0;
    if (send.length > 0 && (inTopic + size > batchBytes || total + size > requestBytes)) {
      yield send;
      send = [];
      total = 0;
      perTopic.clear();
    }
    send.push(message);
    total += size;
    perTopic.set(message.topic, (perTopic.get(message.topic) ?? 0) + size);
  }
  if (send.length > 0) yield send;
}

/**
 * Messages in requests that go to one partition each, in kafkajs' form. kafkajs 2.2.4 loses messages of a request to several partitions. It
 * does so where one broker fails, and its partitions are led by another one that has answered already. They are not sent again, and the
 * request counts as done. The same key of a topic goes to the same partition. Without a key nobody knows: each stands alone.
 */
export function toOnePartitionEach(messages: readonly OutgoingMessage[]) {
  const requests = new Map<string, { topic: string; messages: Pick<OutgoingMessage, 'key' | 'value'>[] }>();
  for (const [i, { topic, key, value }] of messages.entries()) {
    const name = JSON.stringify(key === null ? [topic, i] : [topic, key]);
    const request = requests.get(name) ?? { topic, messages: [] };
    request.messages.push({ key, value });
    requests.set(name, request);
  }
  return [...requests.values()];
}

/** Connects a producer. Throws where the broker can't be reached. */
export async function openProducer(kafka: Kafka, options: ProducerOptions = {}): Promise<Producer> {
  const compression = compressionType(options.compression ?? usualCompression);
  const producer = kafka.client().producer({
    allowAutoTopicCreation: false,
    idempotent: true,
    retry: { retries: options.retries ?? 12, initialRetryTime: 100, maxRetryTime: 3_000 },
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return {
    async send(messages) {
      for (const send of cutSends(messages)) {
        // One after the other: a sequence number of a partition must not be given twice.
        for (const request of toOnePartitionEach(send))
          await producer.send({ acks: -1, compression, ...request });
      }
    },
    close: () => producer.disconnect(),
  };
}
