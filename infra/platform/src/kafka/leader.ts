import { Backoff } from '../backoff.ts';
import type { Kafka } from './client.ts';

export interface LeaderOptions {
  readonly kafka: Kafka;
  readonly group: string;
  /** Whoever is given its first partition leads. Nothing is read from it. */
  readonly topic: string;
  /** Makes the topic where it is missing. */
  readonly ensureTopic: () => Promise<unknown>;
  readonly signal: AbortSignal;
}

export interface Leader {
  /** Whether this member leads: at any moment at most one of a group does, as far as the broker can tell. */
  leads(): boolean;
  /** Resolves once the signal has aborted and the group is left. */
  readonly left: Promise<void>;
}

const firstBackoffMs = 250;
const longestBackoffMs = 10_000;
/** A leader that died is followed after this. */
const sessionTimeoutMs = 10_000;

/**
 * Stands for leader among the members of a consumer group. The group's generation is the fence: a member that missed a
 * rebalance learns it with its next heartbeat, and stops leading where the broker can't be reached. Never gives up.
 */
export function standForLeader({ kafka, group, topic, ensureTopic, signal }: LeaderOptions): Leader {
  const backoff = new Backoff(firstBackoffMs, longestBackoffMs);
  let leading = false;

  async function serve(): Promise<void> {
    const consumer = kafka.client().consumer({
      groupId: group,
      allowAutoTopicCreation: false,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: 2_000,
      retry: { retries: 3, restartOnFailure: async () => false },
    });
    const { events } = consumer;
    let leaving = false;
    const ended = new Promise<Error>((resolve) =>
      consumer.on(events.CRASH, ({ payload }) => resolve(payload.error)),
    );
    consumer.on(events.GROUP_JOIN, ({ payload }) => {
      backoff.reset();
      // A join under way when the member leaves still comes to its end.
      leading = !leaving && (payload.memberAssignment[topic]?.includes(0) ?? false);
      kafka.log.info({ group, leading }, leading ? 'this worker is the active one' : 'this worker stands by');
    });
    consumer.on(events.REBALANCING, () => {
      leading = false;
    });
    // What is paused before each fetch is never read.
    consumer.on(events.FETCH_START, () => consumer.pause([{ topic }]));
    const aborted = new Promise<undefined>((resolve) => {
      if (signal.aborted) resolve(undefined);
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    try {
      await ensureTopic();
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: false });
      await consumer.run({ autoCommit: false, eachBatch: async () => {} });
      const error = await Promise.race([ended, aborted]);
      if (error !== undefined) throw error;
    } finally {
      leaving = true;
      leading = false;
      await consumer.disconnect().catch(() => {});
    }
  }

  async function serveOn(): Promise<void> {
    while (!signal.aborted) {
      try {
        await serve();
      } catch (error) {
        kafka.log.warn(
          { err: error, group, retryInMs: backoff.ms },
          'no leader can be found: the broker is away',
        );
        await backoff.wait(signal);
      }
    }
  }

  return { leads: () => leading, left: serveOn() };
}
