import { pause } from '../pause.ts';
import { listFeedTopics, type PartitionOffset } from './admin.ts';
import type { Kafka } from './client.ts';
import { type FeedHandler, Session } from './session.ts';

export interface ConsumerOptions {
  readonly kafka: Kafka;
  readonly group: string;
  /** How often the list of feed topics is looked up, ms. A carrier's first batch waits that long at most. */
  readonly refreshMs?: number;
  /** Gets the way to commit, gives what is done with messages. */
  readonly handler: (commit: Commit) => FeedHandler;
  readonly signal: AbortSignal;
}

/** Commits offsets for a generation; false = that assignment is over, its messages will come again. */
export type Commit = (generation: number, offsets: readonly PartitionOffset[]) => Promise<boolean>;

const firstBackoffMs = 250;
const longestBackoffMs = 10_000;

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((topic, i) => topic === b[i]);

/**
 * Reads all feed topics as a member of a group until the signal aborts; then drains and leaves. The list of topics
 * is explicit and looked up again and again; when it changes, the member drains and joins anew with the new list.
 * A broker that is away is waited for: this never gives up.
 */
export async function consumeFeeds(options: ConsumerOptions): Promise<void> {
  const { kafka, group, signal, refreshMs = 2_000 } = options;
  let generations = 0;
  let session: Session | undefined;
  const handler = options.handler(
    async (generation, offsets) => (await session?.commit(generation, offsets)) ?? false,
  );
  let backoff = firstBackoffMs;
  while (!signal.aborted) {
    try {
      const topics = await listFeedTopics(kafka);
      if (topics.length === 0) {
        await pause(refreshMs, signal);
        continue;
      }
      session = new Session(topics, { kafka, group, handler, nextGeneration: () => ++generations });
      await runSession(session, kafka, refreshMs, signal);
      backoff = firstBackoffMs;
    } catch (error) {
      kafka.log.warn(
        { err: String(error), retryInMs: backoff },
        'Kafka is out of reach or ended the session; trying again',
      );
      await pause(backoff, signal);
      backoff = Math.min(backoff * 2, longestBackoffMs);
    }
  }
}

/** One session: ends when the list of topics changes or the signal aborts; throws when it breaks. */
async function runSession(
  session: Session,
  kafka: Kafka,
  refreshMs: number,
  signal: AbortSignal,
): Promise<void> {
  const crash = session.crashed.then((error) => {
    throw error;
  });
  crash.catch(() => {});
  try {
    await Promise.race([session.start(), crash]);
    kafka.log.info({ topics: session.topics }, 'reading feed topics');
    await Promise.race([listChanges(session.topics, kafka, refreshMs, signal), crash]);
  } finally {
    await session.stop();
  }
}

/** Returns once the feed topics are no longer these. A look-up that fails is no change: reading may go on. */
async function listChanges(
  topics: readonly string[],
  kafka: Kafka,
  refreshMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await pause(refreshMs, signal);
    if (signal.aborted) return;
    const now = await listFeedTopics(kafka).catch(() => topics);
    if (!sameList(now, topics)) return;
  }
}
