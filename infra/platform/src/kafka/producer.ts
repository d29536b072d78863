import kafkajs from 'kafkajs';
import type { Kafka } from './client.ts';
import { type Compression, compressionType } from './codecs.ts';

export interface OutgoingMessage {
  readonly topic: string;
  /** Null for a message of no particular key. */
  readonly key: string | null;
  /** Null deletes the key in a compacted topic. */
  readonly value: Buffer | null;
}

/**
 * Sends messages with acks from all replicas, idempotently: kafkajs repeats a whole request when one partition of it
 * fails, as they do in the first moments of a new topic, and the broker then drops what it already has.
 */
export interface Producer {
  /** Returns once all are acknowledged. Messages of one topic keep their order. */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

export interface ProducerOptions {
  readonly compression?: Compression | 'none';
  /** How often a send is tried again before it fails, some 30 s in all by default. */
  readonly retries?: number;
}

// kafkajs makes one record batch of a partition's messages in one send; brokers take 1 MB a record batch.
const batchBytes = 1_000_000;
const requestBytes = 8_000_000;
const overhead = 200;

const sizeOf = ({ key, value }: OutgoingMessage) =>
  (value?.length ?? 0) + Buffer.byteLength(key ?? '') + overhead;

/** Cuts messages into sends that keep every record batch and request within what brokers take. */
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

/** As kafkajs takes them. */
export function byTopic(messages: readonly OutgoingMessage[]) {
  const topics = Map.groupBy(messages, ({ topic }) => topic);
  return [...topics].map(([topic, list]) => ({
    topic,
    messages: list.map(({ key, value }) => ({ key, value })),
  }));
}

export async function openProducer(kafka: Kafka, options: ProducerOptions = {}): Promise<Producer> {
  const compression = compressionType(options.compression ?? 'lz4');
  const producer = kafka.client().producer({
    allowAutoTopicCreation: false,
    idempotent: true,
    retry: { retries: options.retries ?? 12, initialRetryTime: 100, maxRetryTime: 3_000 },
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return {
    async send(messages) {
      for (const part of cutSends(messages)) {
        await producer.sendBatch({ acks: -1, compression, topicMessages: byTopic(part) });
      }
    },
    close: () => producer.disconnect(),
  };
}
