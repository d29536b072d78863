import { Backoff } from '../backoff.ts';
import { bySubscription } from './assigner.ts';
import type { Kafka } from './client.ts';

export interface LeaderOptions {
  readonly kafka: Kafka;
  readonly group: string;
  /** The member that is assigned partition 0 of this topic leads. Nothing is read from the topic. */
  readonly topic: string;
  /** Creates the topic where it is missing. */
  readonly ensureTopic: () => Promise<unknown>;
  readonly signal: AbortSignal;
}

export interface Leader {
  /** Whether this member leads. At most one member of a group does, as far as the broker knows. */
  leads(): boolean;
  /** Resolves once the member is in the group for the first time. */
  readonly joined: Promise<void>;
  /** Resolves after the signal aborted and the member has left the group. */
  readonly left: Promise<void>;
}

const firstBackoffMs = 250;
const longestBackoffMs = 10_000;
/** Time after which another member takes over from a leader that died, ms: the least that a broker allows unless set otherwise. */
const sessionTimeoutMs = 6_000;

const heartbeatMs = 1_000;
const lookMs = 250;

/**
 * Takes part in choosing a leader among the members of a consumer group. A member stops leading at a rebalance, which
 * it learns with its next heartbeat at the latest, and where the broker can't be reached. It tries again for ever.
 */
export function standForLeader({ kafka, group, topic, ensureTopic, signal }: LeaderOptions): Leader {
  const backoff = new Backoff(firstBackoffMs, longestBackoffMs);
  let leading = false;
  const joined = Promise.withResolvers<void>();

  async function serve(): Promise<void> {
    /** As of the last assignment. While members join again, nobody leads. */
    let hadLead = false;
    /** When the broker last heard of this member, ms of the process's clock. */
    let heardAt = 0;
    // After a longer silence another member has the lead by now.
    const mayClaim = () => hadLead && performance.now() - heardAt < sessionTimeoutMs;
    const consumer = kafka.client().consumer({
      groupId: group,
      allowAutoTopicCreation: false,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: heartbeatMs,
      // Nothing is fetched. kafkajs waits so long between two looks: a heartbeat, a rebalance or leaving waits for the next one.
      maxWaitTimeInMs: lookMs,
      // A member that joins does not take the lead from the one that has it.
      partitionAssigners: [bySubscription(() => (mayClaim() ? { [topic]: [0] } : {}))],
      retry: { retries: 3, restartOnFailure: async () => false },
    });
    const { events } = consumer;
    let leaving = false;
    const ended = new Promise<Error>((resolve) =>
      consumer.on(events.CRASH, ({ payload }) => resolve(payload.error)),
    );
    consumer.on(events.GROUP_JOIN, ({ payload }) => {
      backoff.reset();
      // This event can still come after the member began to leave.
      hadLead = payload.memberAssignment[topic]?.includes(0) ?? false;
      heardAt = performance.now();
      leading = !leaving && hadLead;
      joined.resolve();
      kafka.log.info({ group, leading }, leading ? 'this worker is the active one' : 'this worker stands by');
    });
    consumer.on(events.HEARTBEAT, () => {
      heardAt = performance.now();
    });
    consumer.on(events.REBALANCING, () => {
      leading = false;
    });
    // Paused before each fetch, so that the topic is never read.
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
          'no leader can be chosen: the broker cannot be reached',
        );
        await backoff.wait(signal);
      }
    }
  }

  return { leads: () => leading, joined: joined.promise, left: serveOn() };
}
