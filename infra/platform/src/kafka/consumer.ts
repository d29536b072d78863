import { Backoff } from '../backoff.ts';
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
  /** Called each time the loop that keeps the consumer going moves: every few seconds, every minute or two at worst. */
  readonly onTurn?: (state: ConsumerState) => void;
}

/** How a consumer stands with its broker. */
export type ConsumerState =
  | { readonly kafka: 'away'; readonly error: unknown }
  | { readonly kafka: 'no topics' | 'joining' }
  | { readonly kafka: 'joined'; readonly topics: number };

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
  const { kafka, group, signal, refreshMs = 2_000, onTurn = () => {} } = options;
  let generations = 0;
  let session: Session | undefined;
  const handler = options.handler(
    async (generation, offsets) => (await session?.commit(generation, offsets)) ?? false,
  );
  const backoff = new Backoff(firstBackoffMs, longestBackoffMs);
  while (!signal.aborted) {
    try {
      const topics = await listFeedTopics(kafka);
      if (topics.length === 0) {
        onTurn({ kafka: 'no topics' });
        await pause(refreshMs, signal);
        continue;
      }
      onTurn({ kafka: 'joining' });
      session = new Session(topics, { kafka, group, handler, nextGeneration: () => ++generations });
      await runSession(session, { kafka, refreshMs, signal, onTurn });
      backoff.reset();
    } catch (error) {
      onTurn({ kafka: 'away', error });
      kafka.log.warn(
        { err: String(error), retryInMs: backoff.ms },
        'Kafka is out of reach or ended the session; trying again',
      );
      await backoff.wait(signal);
    }
  }
}

interface Watch {
  readonly kafka: Kafka;
  readonly refreshMs: number;
  readonly signal: AbortSignal;
  readonly onTurn: (state: ConsumerState) => void;
}

/** One session: ends when the list of topics changes or the signal aborts; throws when it breaks. */
async function runSession(session: Session, watch: Watch): Promise<void> {
  const crash = session.crashed.then((error) => {
    throw error;
  });
  crash.catch(() => {});
  const over = new AbortController();
  const signal = AbortSignal.any([watch.signal, over.signal]);
  try {
    await Promise.race([session.start(), crash]);
    watch.kafka.log.info({ topics: session.topics }, 'reading feed topics');
    await Promise.race([listChanges(session.topics, { ...watch, signal }), crash]);
  } finally {
    over.abort();
    await session.stop();
  }
}

/** Returns once the feed topics are no longer these. A look-up that fails is no change: reading may go on. */
async function listChanges(topics: readonly string[], watch: Watch): Promise<void> {
  const { kafka, refreshMs, signal, onTurn } = watch;
  onTurn({ kafka: 'joined', topics: topics.length });
  while (!signal.aborted) {
    await pause(refreshMs, signal);
    if (signal.aborted) return;
    const now = await listFeedTopics(kafka).catch((error: unknown) => ({ error }));
    if (signal.aborted) return;
    if ('error' in now) onTurn({ kafka: 'away', error: now.error });
    else if (sameList(now, topics)) onTurn({ kafka: 'joined', topics: topics.length });
    else return;
  }
}
