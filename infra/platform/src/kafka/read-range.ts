import { randomUUID } from 'node:crypto';
import type { Consumer } from 'kafkajs';
import { withAdmin } from './admin.ts';
import { isAnswer } from './broker-answer.ts';
import type { Kafka } from './client.ts';
import { type FeedMessage, feedMessage } from './session.ts';

/** What to read of one partition: from the earliest offset that is still there up to, not including, `end`. */
export interface ReadRange {
  readonly topic: string;
  readonly partition: number;
  readonly end: number;
}

const keyOf = ({ topic, partition }: { topic: string; partition: number }) => `${topic}/${partition}`;

/** What a broker answers that started a moment ago, or has its first group: it takes members soon. */
const loading = new Set(['GROUP_LOAD_IN_PROGRESS']);

/** Without a message for this long, the rest of a range won't come, ms. */
const stalledMs = 60_000;

/**
 * Reads each range once, in order within its partition, leaving no trace: a group of its own that commits nothing
 * and is deleted. Throws where the broker goes away, `take` throws, or nothing came for `patienceMs`: the rest of a
 * range was deleted meanwhile.
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
    retry: { retries: 5, restartOnFailure: async (error) => isAnswer(error, loading) },
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
  // Also tells of offsets without a message, such as transaction markers, at the end of a range.
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
    `nothing came for ${patienceMs / 1_000} s of ${left.join(', ')}: retention may have deleted it meanwhile; read again`,
  );
}
