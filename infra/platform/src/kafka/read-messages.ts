import { randomUUID } from 'node:crypto';
import type { Admin, Consumer } from 'kafkajs';
import { withAdmin } from './admin.ts';
import { isBrokerError } from './broker-error.ts';
import type { Kafka } from './client.ts';
import { type FeedMessage, feedMessage } from './session.ts';

/** A message's place. */
export interface MessagePlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

const keyOf = ({ topic, partition }: { topic: string; partition: number }) => `${topic}/${partition}`;

/** A broker's error shortly after its start, or with its first group: it soon accepts members. */
const loading = new Set(['GROUP_LOAD_IN_PROGRESS']);

/** Where no message comes for this long, ms, the rest will not come. */
const stalledMs = 30_000;

/**
 * Reads single messages, and takes those that are there still: a message that its topic has deleted is left out. It uses a group
 * of its own that commits nothing and is deleted at the end. Throws where the broker can't be reached or stops answering, and
 * where `take` throws.
 */
export async function readMessages(
  kafka: Kafka,
  places: readonly MessagePlace[],
  take: (message: FeedMessage) => Promise<void>,
  patienceMs = stalledMs,
): Promise<void> {
  const wanted = await withAdmin(kafka, (admin) => stored(admin, places));
  if (wanted.size === 0) return;
  const groupId = `ringtrace-read-${randomUUID()}`;
  const consumer = kafka.client().consumer({
    groupId,
    allowAutoTopicCreation: false,
    maxWaitTimeInMs: 200,
    retry: { retries: 5, restartOnFailure: async (error) => isBrokerError(error, loading) },
  });
  try {
    await consumer.connect();
    const topics = [...new Set([...wanted.values()].map(({ topic }) => topic))];
    await consumer.subscribe({ topics, fromBeginning: true });
    await readUntilDone(consumer, wanted, take, patienceMs);
  } finally {
    await consumer.disconnect();
    await withAdmin(kafka, (admin) => admin.deleteGroups([groupId])).catch(() => {});
  }
}

interface Wanted {
  readonly topic: string;
  readonly partition: number;
  /** In order; those that were taken or can't come any more are removed. */
  offsets: number[];
}

/** The places that a broker still has, by partition. */
async function stored(admin: Admin, places: readonly MessagePlace[]): Promise<Map<string, Wanted>> {
  const known = new Set(await admin.listTopics());
  const wanted = new Map<string, Wanted>();
  for (const [topic, ofTopic] of Map.groupBy(places, (place) => place.topic)) {
    if (!known.has(topic)) continue;
    const ranges = await admin.fetchTopicOffsets(topic);
    for (const { partition, low, high } of ranges) {
      const offsets = ofTopic
        .filter((place) => place.partition === partition)
        .map(({ offset }) => offset)
        .filter((offset) => offset >= Number(low) && offset < Number(high));
      if (offsets.length > 0)
        wanted.set(keyOf({ topic, partition }), {
          topic,
          partition,
          offsets: [...new Set(offsets)].sort((a, b) => a - b),
        });
    }
  }
  return wanted;
}

function readUntilDone(
  consumer: Consumer,
  open: Map<string, Wanted>,
  take: (message: FeedMessage) => Promise<void>,
  patienceMs: number,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const watch = setInterval(
    () =>
      reject(new Error(`no message came for ${patienceMs / 1_000} s from ${[...open.keys()].join(', ')}`)),
    patienceMs,
  );
  const seek = ({ topic, partition, offsets: [next] }: Wanted) => {
    if (next !== undefined) consumer.seek({ topic, partition, offset: String(next) });
  };
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!payload.restart) reject(payload.error);
  });
  // This event also comes for offsets without a message, such as transaction markers.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    watch.refresh();
    const wanted = open.get(keyOf(payload));
    if (wanted === undefined) return;
    const last = Number(payload.lastOffset);
    wanted.offsets = wanted.offsets.filter((offset) => offset > last);
    if (wanted.offsets.length > 0) {
      if (wanted.offsets[0] !== last + 1) seek(wanted);
      return;
    }
    open.delete(keyOf(payload));
    consumer.pause([{ topic: wanted.topic, partitions: [wanted.partition] }]);
    if (open.size === 0) resolve();
  });
  const run = consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch, heartbeat }) => {
      const asked = new Set(open.get(keyOf(batch))?.offsets);
      for (const message of batch.messages) {
        if (!asked.has(Number(message.offset))) continue;
        await take(feedMessage(batch.topic, batch.partition, message)).catch(reject);
        watch.refresh();
        await heartbeat();
      }
    },
  });
  run.then(() => [...open.values()].forEach(seek)).catch(reject);
  return promise.finally(() => clearInterval(watch));
}
