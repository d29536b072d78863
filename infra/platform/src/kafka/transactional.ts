import type { Kafka } from './client.ts';
import { compressionType } from './codecs.ts';
import { byTopic, cutSends, type OutgoingMessage } from './producer.ts';

/** Sends messages together: readers see all of a send or none of it, whatever dies in between. */
export interface TransactionalProducer {
  /** Throws where another has opened the same name meanwhile. */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** What a sender that died holds back in the topics it was writing to, at most, ms. */
const transactionMs = 15_000;

/**
 * Opens a producer that is the only one of its name: whatever an earlier one has not finished is undone, and that one
 * can send no more. What is committed before this returns is all there ever will be of it.
 */
export async function openTransactional(kafka: Kafka, name: string): Promise<TransactionalProducer> {
  const producer = kafka.client().producer({
    allowAutoTopicCreation: false,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionalId: name,
    transactionTimeout: transactionMs,
  });
  await producer.connect();
  // kafkajs takes the name over with the first transaction only.
  await (await producer.transaction()).abort();
  return {
    async send(messages) {
      const transaction = await producer.transaction();
      try {
        for (const part of cutSends(messages)) {
          const topicMessages = byTopic(part);
          await transaction.sendBatch({ acks: -1, compression: compressionType('lz4'), topicMessages });
        }
      } catch (error) {
        await transaction.abort().catch(() => {});
        throw error;
      }
      await transaction.commit();
    },
    close: () => producer.disconnect(),
  };
}
