import type { Kafka } from './client.ts';
import { compressionType } from './codecs.ts';
import { cutSends, type OutgoingMessage, toOnePartitionEach } from './producer.ts';

/** Sends messages in transactions: readers see all messages of a send or none, also where a process dies during it. */
export interface TransactionalProducer {
  /** Throws where another producer was opened under the same name meanwhile. */
  send(messages: readonly OutgoingMessage[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * After this time, ms, the broker aborts the transaction of a producer that died. Until then readers of its topics
 * wait.
 */
const transactionMs = 15_000;

/**
 * Opens the only producer of this name. An unfinished transaction of an earlier producer is aborted, and that producer
 * can't send any more: once this returns, all that it ever committed can be read.
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
  // An empty transaction, as kafkajs takes over the name only with the first one.
  await (await producer.transaction()).abort();
  return {
    async send(messages) {
      const transaction = await producer.transaction();
      try {
        for (const send of cutSends(messages))
          for (const request of toOnePartitionEach(send))
            await transaction.send({ acks: -1, compression: compressionType('lz4'), ...request });
      } catch (error) {
        await transaction.abort().catch(() => {});
        throw error;
      }
      await transaction.commit();
    },
    close: () => producer.disconnect(),
  };
}
