import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { pause } from '../pause.ts';
import type { PartitionOffset } from './admin.ts';
import { bySubscription, type Held } from './assigner.ts';
import type { Kafka } from './client.ts';
import { loadPositions, Positions } from './positions.ts';
import { Rests } from './rests.ts';
import { type Fetched, Turns } from './turns.ts';

/** One message of a feed topic. */
export interface FeedMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** The broker's timestamp, ms since 1970. */
  readonly timestamp: number;
  readonly value: Buffer | null;
}

/** What a consumer does with messages. Each new assignment of partitions is a generation; generation numbers rise. */
export interface FeedHandler {
  /** A new assignment began. Messages that were taken before and are not committed will come again. */
  assigned(generation: number): void;
  /** Takes one message, in order. While it waits for free memory nothing more is fetched, and heartbeats go on. */
  take(message: FeedMessage, generation: number): Promise<void>;
  /** Offsets without a message were passed: `position.offset` is the next one. */
  passed(position: PartitionOffset, generation: number): void;
  /** The member is about to leave the group: store and commit what was taken. */
  drain(): Promise<void>;
}

export interface SessionOptions {
  /** What this member had when its last session ended as it should. */
  readonly before?: Held | undefined;
  readonly kafka: Kafka;
  readonly group: string;
  readonly handler: FeedHandler;
  /** Time between two fetches where nothing lies behind, ms: no longer than this, nor than a quarter of a second. */
  readonly waitMs: number;
  /** Returns the next generation number. */
  readonly nextGeneration: () => number;
}

const heartbeatMs = 1_000;
/** A worker that died keeps its partitions for this long, ms. */
const sessionMs = 10_000;
const drainMs = 10_000;
const longestRestMs = 250;

/** Membership in a consumer group with a fixed list of topics, from joining to leaving. */
export class Session {
  readonly topics: readonly string[];
  /** Resolves with the error that ended the session. */
  readonly crashed: Promise<Error>;
  readonly #options: SessionOptions;
  readonly #consumer: Consumer;
  #assigned: Readonly<Record<string, number[]>> = {};
  /** When the broker last heard of this member, ms of the process's clock; undefined before its first assignment. */
  #heardAt: number | undefined;
  #turns = new Turns({});
  readonly #rests = new Rests();
  /** Positions of the current generation; empty until `#loading` is done. */
  #positions = new Positions();
  #loading: Promise<Positions> = Promise.resolve(this.#positions);
  #draining = false;
  /** The current generation; 0 before the first assignment and after the end. */
  generation = 0;

  constructor(topics: readonly string[], options: SessionOptions) {
    this.topics = topics;
    this.#options = options;
    // A broker that is gone without a word is noticed after this time, ms. Fetches wait a quarter of a second at most.
    const client = options.kafka.client({ requestTimeout: 5_000 });
    this.#consumer = client.consumer({
      groupId: options.group,
      partitionAssigners: [bySubscription(() => this.held)],
      allowAutoTopicCreation: false,
      sessionTimeout: sessionMs,
      rebalanceTimeout: 15_000,
      heartbeatInterval: 2_000,
      minBytes: 1,
      maxBytesPerPartition: 2 * 1024 * 1024,
      maxBytes: 12 * 1024 * 1024,
      maxWaitTimeInMs: Math.min(longestRestMs, options.waitMs),
      metadataMaxAge: 30_000,
      retry: { retries: 5, initialRetryTime: 200, maxRetryTime: 2_000, restartOnFailure: async () => false },
    });
    this.crashed = this.#listen();
  }

  /**
   * The partitions of this member; before its first assignment, those of its last session. None after a silence in which others
   * have got them.
   */
  get held(): Held {
    if (this.#heardAt === undefined) return this.#options.before ?? {};
    return performance.now() - this.#heardAt < sessionMs ? this.#assigned : {};
  }

  #listen(): Promise<Error> {
    const { events } = this.#consumer;
    this.#consumer.on(events.FETCH_START, ({ payload }) => this.#takeTurns(payload.nodeId));
    this.#consumer.on(events.HEARTBEAT, () => {
      this.#heardAt = performance.now();
    });
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => this.#join(payload.memberAssignment));
    this.#consumer.on(events.END_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize > 0) return;
      const { topic, partition, firstOffset, lastOffset } = payload;
      const passed = this.#positions.pass(topic, partition, Number(firstOffset), Number(lastOffset));
      if (passed !== undefined) this.#options.handler.passed(passed, this.generation);
    });
    return new Promise((resolve) => {
      this.#consumer.on(events.CRASH, ({ payload }) => {
        this.generation = 0;
        resolve(payload.error);
      });
    });
  }

  #join(assigned: Readonly<Record<string, number[]>>): void {
    const generation = this.#options.nextGeneration();
    this.generation = generation;
    this.#assigned = assigned;
    this.#heardAt = performance.now();
    this.#turns = new Turns(assigned);
    this.#positions = new Positions();
    this.#loading = loadPositions(this.#options.kafka, this.#options.group, assigned).then((positions) => {
      if (this.generation === generation) this.#positions = positions;
      return positions;
    });
    this.#loading.catch(() => {});
    this.#options.handler.assigned(generation);
  }

  /**
   * Chooses the partitions of the next fetch. kafkajs fetches those that are not paused right after this event. Where all are, it waits
   * for `maxWaitTimeInMs`, and comes again.
   */
  #takeTurns(broker: number): void {
    if (this.#draining) return;
    const all = Object.entries(this.#assigned).map(([topic, partitions]) => ({ topic, partitions }));
    this.#consumer.pause(all);
    if (this.#rests.isDue(broker, this.#turns.anyBehind())) return;
    this.#consumer.resume(this.#turns.next());
  }

  /** Joins the group and starts reading. Throws where the broker can't be reached. */
  async start(): Promise<void> {
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...this.topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.#read(payload),
    });
  }

  async #read(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat, resolveOffset } = payload;
    const { topic, partition } = batch;
    const generation = this.generation;
    const positions = await this.#loading;
    const live = () =>
      this.generation === generation && payload.isRunning() && !this.#draining && !payload.isStale();
    if (!live()) return;
    const decision = positions.decide(topic, partition, fetchedOffset(batch));
    if (decision === 'gap')
      this.#reportGap(topic, partition, positions.next(topic, partition), fetchedOffset(batch));
    else if (decision !== 'take')
      return this.#consumer.seek({ topic, partition, offset: String(decision.seek) });
    const fetched = fetchedOf(batch);
    this.#rests.fetched(fetched.bytes);
    this.#turns.fetched(fetched);
    for (const message of batch.messages) {
      if (!live()) return;
      if (Number(message.offset) < (positions.next(topic, partition) ?? 0)) {
        // Otherwise kafkajs would fetch the same message for ever.
        resolveOffset(message.offset);
        continue;
      }
      await beating(
        this.#options.handler.take(feedMessage(topic, partition, message), generation),
        heartbeat,
      );
      if (!live()) return;
      positions.set(topic, partition, Number(message.offset) + 1);
      resolveOffset(message.offset);
      await heartbeat();
    }
    const last = positions.pass(
      topic,
      partition,
      positions.next(topic, partition) ?? 0,
      Number(batch.lastOffset()),
    );
    if (last !== undefined) this.#options.handler.passed(last, generation);
  }

  #reportGap(topic: string, partition: number, expected: number | undefined, fetched: number): void {
    this.#options.kafka.log.error(
      { topic, partition, expected, fetched },
      'messages were deleted from the topic before they were read: its retention is too short',
    );
  }

  /** Commits offsets for a generation. False = the assignment changed meanwhile: those messages will come again. */
  async commit(generation: number, offsets: readonly PartitionOffset[]): Promise<boolean> {
    while (this.generation === generation) {
      try {
        await this.#consumer.commitOffsets(offsets.map((o) => ({ ...o, offset: String(o.offset) })));
        return true;
      } catch (error) {
        this.#options.kafka.log.debug({ err: error }, 'commit refused');
        await pause(heartbeatMs);
      }
    }
    return false;
  }

  /** Lets the handler finish what it took, then leaves the group. */
  async stop(): Promise<void> {
    this.#draining = true;
    const all = Object.entries(this.#assigned).map(([topic, partitions]) => ({ topic, partitions }));
    if (this.generation !== 0) {
      this.#consumer.pause(all);
      const limit = new AbortController();
      await Promise.race([
        this.#options.handler.drain().finally(() => limit.abort()),
        pause(drainMs, limit.signal),
      ]);
    }
    this.generation = 0;
    await this.#consumer.disconnect();
  }
}

/** The offset at which a fetch was asked to start. kafkajs has it on the batch, but not in its types. */
function fetchedOffset(batch: EachBatchPayload['batch']): number {
  return Number('fetchedOffset' in batch ? batch.fetchedOffset : batch.firstOffset());
}

function fetchedOf(batch: EachBatchPayload['batch']): Fetched {
  const { topic, partition, messages, highWatermark } = batch;
  return {
    topic,
    partition,
    messages: messages.length,
    bytes: messages.reduce((bytes, { value }) => bytes + (value?.length ?? 0), 0),
    left: Number(highWatermark) - 1 - Number(batch.lastOffset()),
    timestamp: Number(messages.at(-1)?.timestamp ?? 0),
  };
}

export function feedMessage(topic: string, partition: number, message: KafkaMessage): FeedMessage {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    value: message.value,
  };
}

/**
 * Waits for `work` and sends heartbeats, so that the member stays in the group. Throws where a heartbeat reports a
 * rebalance.
 */
async function beating(work: Promise<void>, heartbeat: () => Promise<void>): Promise<void> {
  const finished = work.then(() => true);
  for (;;) {
    const beat = Promise.withResolvers<false>();
    const timer = setTimeout(beat.resolve, heartbeatMs, false);
    const done = await Promise.race([finished, beat.promise]).finally(() => clearTimeout(timer));
    if (done) return;
    await heartbeat();
  }
}
