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
 * Sends messages and waits for all replicas. It is an idempotent producer: kafkajs repeats a whole request when one
 * partition of it fails, as happens in the first moments of a new topic. The broker then drops the messages it already
 * has.
 */
export interface Producer {
  /** Returns once all are acknowledged. Messages of one topic keep their order. */
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

/** Messages grouped by topic, in kafkajs' form. */
export function byTopic(messages: readonly OutgoingMessage[]) {
  const topics = Map.groupBy(messages, ({ topic }) => topic);
  return [...topics].map(([topic, list]) => ({
    topic,
    messages: list.map(({ key, value }) => ({ key, value })),
  }));
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
        await producer.sendBatch({ acks: -1, compression, topicMessages: byTopic(send) });
      }
    },
    close: () => producer.disconnect(),
  };
}
