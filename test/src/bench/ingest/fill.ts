import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { type OutgoingMessage, openProducer } from '@ringtrace/platform/kafka/producer';
import { pause } from '@ringtrace/platform/pause';
import { feedPartitions, feedTopic } from '@ringtrace/schemas/topics';
import { avroFile, feedMessage } from '../traffic/framing.ts';
import { providerNames } from '../traffic/network.ts';
import { type TrafficOptions, traffic } from '../traffic/traffic.ts';

/** The topic with the same CDRs for readers that know no batches. */
export const avroTopic = (carrier: string) => `avro.${carrier}`;

/** A topic with the messages of all carriers. Kafka's own tool can read only one topic. */
export const allTopic = 'all';

/** What the topics hold. Each variant must account for all of it. */
export interface Fed {
  readonly cdrs: number;
  readonly bad: number;
  readonly messages: number;
}

const sendBytes = 8_000_000;

export interface Copies {
  /** Also sends the same records as Avro files, one topic a carrier. */
  readonly avroFiles?: boolean;
  /** Also sends the same messages to `allTopic`. */
  readonly oneTopic?: boolean;
}

export async function createTopics(kafka: Kafka, { avroFiles, oneTopic }: Copies): Promise<void> {
  for (const carrier of providerNames) {
    await ensureTopic(kafka, feedTopic(carrier));
    if (avroFiles) await ensureTopic(kafka, avroTopic(carrier), { partitions: feedPartitions });
  }
  if (oneTopic) await ensureTopic(kafka, allTopic, { partitions: feedPartitions });
}

export interface FillOptions extends TrafficOptions, Copies {
  /** CDRs to send a second. Default: as many as possible. */
  readonly pace?: number;
}

/** Sends traffic to the carriers' topics. */
export async function fillTopics(kafka: Kafka, options: FillOptions): Promise<Fed> {
  const { avroFiles, oneTopic, pace } = options;
  const producer = await openProducer(kafka);
  const started = performance.now();
  const fed = { cdrs: 0, bad: 0, messages: 0 };
  let waiting: OutgoingMessage[] = [];
  let bytes = 0;
  let sending = Promise.resolve();
  const send = async () => {
    const messages = waiting;
    waiting = [];
    bytes = 0;
    if (pace !== undefined) await pause(started + (fed.cdrs / pace) * 1_000 - performance.now());
    // While one request is sent, the records of the next one are made.
    await sending;
    sending = producer.send(messages);
  };
  for (const batch of traffic(options)) {
    const { carrier, source } = batch;
    const value = feedMessage(batch);
    waiting.push({ topic: feedTopic(carrier), key: source, value });
    if (avroFiles) waiting.push({ topic: avroTopic(carrier), key: source, value: avroFile(batch) });
    if (oneTopic) waiting.push({ topic: allTopic, key: source, value });
    bytes += value.length;
    fed.cdrs += batch.count;
    fed.bad += batch.bad;
    fed.messages += 1;
    if (bytes >= sendBytes) await send();
  }
  await send();
  await sending;
  await producer.close();
  return fed;
}
