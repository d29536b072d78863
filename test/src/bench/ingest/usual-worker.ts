import { ReferenceLoader } from '@ringtrace/enrich/loader';
import { listFeedTopics } from '@ringtrace/platform/kafka/admin';
import { runWorker, tellParent } from '@ringtrace/platform/worker';
import { usualGroup } from './group.ts';
import { UsualBlock } from './usual-block.ts';

/**
 * A consumer as most TypeScript pipelines are written: kafkajs, avsc, an object for each record, and `client.insert`
 * with JSONEachRow. It inserts first, then commits.
 */
const blockRows = 100_000;
const idleMs = 500;

runWorker('usual', async ({ log, store, kafka, signal }) => {
  const loader = new ReferenceLoader({ store, log });
  await loader.refresh();
  const { reference } = await loader.load(Date.now());
  const consumer = kafka.client().consumer({ groupId: usualGroup, maxBytesPerPartition: 8_000_000 });
  let block = new UsualBlock();
  let messages = 0;

  async function insert(table: string, values: object[]): Promise<void> {
    if (values.length > 0)
      await store.client.insert({ table, values, format: 'JSONEachRow', clickhouse_settings });
  }

  async function flush(): Promise<void> {
    const full = block;
    if (full.messages === 0) return;
    block = new UsualBlock();
    await insert('cdr_store', full.cdrs);
    await insert('dead_letters', full.deadLetters);
    await insert('arrivals', full.arrivals());
    await consumer.commitOffsets([...full.offsets.values()]);
    messages += full.messages;
    tellParent({ messages });
  }

  let idle: NodeJS.Timeout | undefined;
  await consumer.connect();
  await consumer.subscribe({ topics: await listFeedTopics(kafka), fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
      clearTimeout(idle);
      for (const message of batch.messages) {
        block.add(batch.topic, batch.partition, message, reference);
        resolveOffset(message.offset);
        if (block.cdrs.length >= blockRows) await flush();
      }
      await heartbeat();
      idle = setTimeout(() => void flush(), idleMs);
    },
  });
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await consumer.disconnect();
});

/** The same settings as our own inserts: acknowledged when written, without work that merges do later anyway. */
const clickhouse_settings = { async_insert: 0, optimize_on_insert: 0, wait_end_of_query: 1 } as const;
