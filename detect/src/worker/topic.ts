import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { openProducer, type Producer } from '@ringtrace/platform/kafka/producer';
import { candidatesTopic } from '@ringtrace/schemas/topics';
import type { Publish } from './publish.ts';

/** Group of the detect workers: the one that has the first partition of the candidates' topic is active. */
export const detectGroup = 'ringtrace-detect';

/** Makes the topic of candidates where it is missing. */
export const ensureCandidatesTopic = (kafka: Kafka) =>
  ensureTopic(kafka, candidatesTopic, { settings: { 'cleanup.policy': 'compact' } });

/** A producer for the topic of candidates, which is made where it is missing. */
export async function candidateProducer(kafka: Kafka): Promise<Producer> {
  await ensureCandidatesTopic(kafka);
  return openProducer(kafka);
}

/** Publishes candidates to their compacted topic; connects with the first of them, and anew after a failure. */
export function candidatePublisher(connect: () => Promise<Producer>): {
  publish: Publish;
  close(): Promise<void>;
} {
  let producer: Producer | undefined;
  return {
    async publish(events) {
      producer ??= await connect();
      try {
        await producer.send(
          events.map(({ key, value }) => ({ topic: candidatesTopic, key, value: Buffer.from(value) })),
        );
      } catch (error) {
        await producer.close().catch(() => {});
        producer = undefined;
        throw error;
      }
    },
    async close() {
      await producer?.close();
    },
  };
}
