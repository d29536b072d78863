import { randomUUID } from 'node:crypto';
import { minuteMs } from '@ringtrace/schemas/durations';
import type { Consumer } from 'kafkajs';
import { withAdmin } from './admin.ts';
import { isBrokerError } from './broker-error.ts';
import type { Kafka } from './client.ts';
import { type FeedMessage, feedMessage } from './session.ts';

/** What to read of one partition: from the earliest offset that was not deleted to before `end`. */
export interface ReadRange {
  readonly topic: string;
  readonly partition: number;
  readonly end: number;
}

const keyOf = ({ topic, partition }: { topic: string; partition: number }) => `${topic}/${partition}`;

/** A broker's error shortly after its start, or with its first group: it soon accepts members. */
const loading = new Set(['GROUP_LOAD_IN_PROGRESS']);

/** Where no message comes for this long, ms, the rest of a range will not come. */
const stalledMs = minuteMs;

/**
 * Reads each range once, in order within its partition. It uses a group of its own that commits nothing and is deleted
 * at the end. Throws where the broker can't be reached, where `take` throws, and where no message came for
 * `patienceMs`: the rest of a range was deleted meanwhile.
 */
export async function readRanges(
  kafka: Kafka,
  ranges: readonly ReadRange[],
  take: (message: FeedMessage) => Promise<void>,
  patienceMs = stalledMs,
): Promise<void> {
  const open = new Map(
    ranges.filter(({ end }) => end > 0).map((range) => [keyOf(range), { next: 0, end: range.end }]),
  );
  if (open.size === 0) return;
  const groupId = `ringtrace-read-${randomUUID()}`;
  const consumer = kafka.client().consumer({
    groupId,
    allowAutoTopicCreation: false,
    maxBytesPerPartition: 8 * 1024 * 1024,
    maxWaitTimeInMs: 200,
    retry: { retries: 5, restartOnFailure: async (error) => isBrokerError(error, loading) },
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...new Set(ranges.map(({ topic }) => topic))], fromBeginning: true });
    await readUntilDone(consumer, open, take, patienceMs);
  } finally {
    await consumer.disconnect();
    await withAdmin(kafka, (admin) => admin.deleteGroups([groupId])).catch(() => {});
  }
}

type Open = Map<string, { next: number; end: number }>;

function readUntilDone(
  consumer: Consumer,
  open: Open,
  take: (message: FeedMessage) => Promise<void>,
  patienceMs: number,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let taking = false;
  const watch = setInterval(() => {
    if (!taking) reject(stalled(open, patienceMs));
  }, patienceMs);
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!payload.restart) reject(payload.error);
  });
  // This event also comes for offsets without a message, such as transaction markers at the end of a range.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    watch.refresh();
    const range = open.get(keyOf(payload));
    if (range !== undefined && Number(payload.lastOffset) + 1 >= range.end) open.delete(keyOf(payload));
    if (open.size === 0) resolve();
  });
  const run = consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch, heartbeat }) => {
      for (const message of batch.messages) {
        const range = open.get(keyOf(batch));
        const offset = Number(message.offset);
        if (range === undefined || offset >= range.end) break;
        if (offset < range.next) continue;
        taking = true;
        await take(feedMessage(batch.topic, batch.partition, message)).catch(reject);
        taking = false;
        range.next = offset + 1;
        watch.refresh();
        await heartbeat();
      }
    },
  });
  run.catch(reject);
  return promise.finally(() => clearInterval(watch));
}

function stalled(open: Open, patienceMs: number): Error {
  const left = [...open].map(([key, { next, end }]) => `${key} from offset ${next} to ${end - 1}`);
  return new Error(
    `no message came for ${patienceMs / 1_000} s from ${left.join(', ')}: retention may have deleted them meanwhile; read again`,
  );
}
