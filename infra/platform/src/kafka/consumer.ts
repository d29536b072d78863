import { Backoff } from '../backoff.ts';
import { pause } from '../pause.ts';
import { wayOut } from '../way-out.ts';
import { listFeedTopics, type PartitionOffset } from './admin.ts';
import type { Held } from './assigner.ts';
import type { Kafka } from './client.ts';
import { type FeedHandler, Session } from './session.ts';

export interface ConsumerOptions {
  readonly kafka: Kafka;
  readonly group: string;
  /** Time between two look-ups of the list of feed topics, ms: a new carrier's first batch waits this long at most. */
  readonly refreshMs?: number;
  /** Time between two fetches where nothing lies behind, ms: no longer than this, nor than a quarter of a second. */
  readonly waitMs?: number;
  /** Makes the handler of messages. It gets the function that commits offsets. */
  readonly handler: (commit: Commit) => FeedHandler;
  readonly signal: AbortSignal;
  /** Called in each iteration of the consumer's loop: every few seconds, at worst every minute or two. */
  readonly onTurn?: (state: ConsumerState) => void;
}

/** State of a consumer. 'away': the broker can't be reached. */
export type ConsumerState =
  | { readonly kafka: 'away'; readonly error: unknown }
  | { readonly kafka: 'no topics' | 'joining' }
  | { readonly kafka: 'joined'; readonly topics: number };

/** Commits offsets for a generation. False = the generation is over; messages it did not commit will come again. */
export type Commit = (generation: number, offsets: readonly PartitionOffset[]) => Promise<boolean>;

const firstBackoffMs = 250;
const longestBackoffMs = 10_000;

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((topic, i) => topic === b[i]);

/**
 * Reads all feed topics as a member of a consumer group. When the signal aborts, it lets the handler finish (drain) and
 * leaves the group. The list of topics is looked up again every `refreshMs`. When it changes, the member drains and
 * joins again with the new list. Where the broker can't be reached it tries again and again, and never gives up.
 */
export async function consumeFeeds(options: ConsumerOptions): Promise<void> {
  const {
    kafka,
    group,
    signal,
    refreshMs = 2_000,
    waitMs = Number.POSITIVE_INFINITY,
    onTurn = () => {},
  } = options;
  let generations = 0;
  let session: Session | undefined;
  /** Of the last session, where the list of topics ended it and no error did. */
  let before: Held | undefined;
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
      session = new Session(topics, {
        kafka,
        group,
        handler,
        waitMs,
        before,
        nextGeneration: () => ++generations,
      });
      before = undefined;
      await runSession(session, { kafka, refreshMs, signal, onTurn });
      before = session.held;
      backoff.reset();
    } catch (error) {
      onTurn({ kafka: 'away', error });
      kafka.log.warn(
        { err: String(error), advice: wayOut(error), retryInMs: backoff.ms },
        'Kafka cannot be reached or ended the session; trying again',
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

/** Runs one session until the list of topics changes or the signal aborts. Throws where the session fails. */
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

/**
 * Returns once the list of feed topics differs from `topics`. A failed look-up counts as no change: reading goes on.
 */
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
