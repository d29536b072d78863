import { carrierOfTopic, feedPartitions } from '@ringtrace/schemas/topics';
import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { pause } from '../pause.ts';
import { isBrokerError, unknownTopic } from './broker-error.ts';
import type { Kafka } from './client.ts';

/** Runs `use` with a new admin connection: an older one could be broken by a restart of the broker. */
export async function withAdmin<T>(kafka: Kafka, use: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.client().admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

export interface TopicOptions {
  readonly partitions?: number;
  /** Topic settings, such as `cleanup.policy`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The broker sets the time of messages, so that `received_at` can't be set by the sender. */
const feedSettings = { 'message.timestamp.type': 'LogAppendTime' } as const;

/**
 * Creates a topic where it doesn't exist, with 4 partitions unless `options` say otherwise. True where it was created.
 */
export async function ensureTopic(kafka: Kafka, topic: string, options: TopicOptions = {}): Promise<boolean> {
  const settings = { ...(carrierOfTopic(topic) === undefined ? {} : feedSettings), ...options.settings };
  const wanted: ITopicConfig = {
    topic,
    numPartitions: options.partitions ?? feedPartitions,
    configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
  };
  return withAdmin(kafka, async (admin) => {
    if ((await admin.listTopics()).includes(topic)) return false;
    // kafkajs' own `waitForLeaders` fails where a broker doesn't know the new topic yet.
    const created = await admin
      .createTopics({ topics: [wanted], waitForLeaders: false })
      .catch((error) => Promise.reject(notCreated(topic, error)));
    await leadersElected(admin, topic);
    return created;
  });
}

/** The reason why a topic was not created: kafkajs hides it inside an error without a useful message. */
function notCreated(topic: string, error: unknown): unknown {
  const [reason] = error instanceof kafkajs.KafkaJSAggregateError ? error.errors : [];
  return reason === undefined
    ? error
    : new Error(`the topic ${topic} can't be created: ${reason instanceof Error ? reason.message : reason}`, {
        cause: reason,
      });
}

const electionMs = 15_000;

/** A broker's errors while a partition has no leader yet. kafkajs does not retry them in admin requests. */
const electing = new Set(['LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION']);
/** A broker's errors for a topic that was created a moment ago. */
const justMade = new Set([...electing, ...unknownTopic]);

/** A broker's errors while a group's coordinator starts or moves. */
const coordinating = new Set([
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
]);

/** Asks again while the answer is one of `passing`, for 15 s at most. */
async function settled<T>(passing: ReadonlySet<string>, ask: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + electionMs; ; await pause(50)) {
    try {
      return await ask();
    } catch (error) {
      if (!isBrokerError(error, passing) || Date.now() > deadline) throw error;
    }
  }
}

async function leadersElected(admin: Admin, topic: string): Promise<void> {
  await settled(justMade, () => admin.fetchTopicMetadata({ topics: [topic] }));
  await settled(justMade, () => admin.fetchTopicOffsets(topic));
}

/** All `cdr.*` topics, sorted. */
export async function listFeedTopics(kafka: Kafka): Promise<string[]> {
  const topics = await withAdmin(kafka, (admin) => admin.listTopics());
  return topics.filter((topic) => carrierOfTopic(topic) !== undefined).sort();
}

export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface PartitionRange {
  readonly topic: string;
  readonly partition: number;
  /** Earliest offset that was not deleted yet. */
  readonly low: number;
  /** The offset the next message will get. */
  readonly end: number;
}

/**
 * The present offsets of each partition of these topics; a topic that was deleted meanwhile is left out. It asks for one
 * topic after another. Where kafkajs is asked for several at once, a late answer about fewer topics can hide the others.
 */
export async function partitionRanges(kafka: Kafka, topics: readonly string[]): Promise<PartitionRange[]> {
  return withAdmin(kafka, async (admin) => {
    const ranges: PartitionRange[] = [];
    for (const topic of topics) ranges.push(...(await rangesOf(admin, topic)));
    return ranges;
  });
}

async function rangesOf(admin: Admin, topic: string): Promise<PartitionRange[]> {
  try {
    const offsets = await settled(electing, () => admin.fetchTopicOffsets(topic));
    return offsets.map(({ partition, low, high }) => ({
      topic,
      partition,
      low: Number(low),
      end: Number(high),
    }));
  } catch (error) {
    if (isBrokerError(error, unknownTopic)) return [];
    throw error;
  }
}

/**
 * The offsets that a group has committed (the next to read); partitions without a commit are left out. It asks for all
 * topics of the group, because that needs no list of partitions. kafkajs loads such lists for several topics at once,
 * and a late answer about fewer topics can hide the others.
 */
export async function committedOffsets(
  kafka: Kafka,
  group: string,
  topics: readonly string[],
): Promise<PartitionOffset[]> {
  if (topics.length === 0) return [];
  const wanted = new Set(topics);
  const committed = await withAdmin(kafka, (admin) =>
    settled(coordinating, () => admin.fetchOffsets({ groupId: group })),
  );
  return committed
    .filter(({ topic }) => wanted.has(topic))
    .flatMap(({ topic, partitions }) =>
      partitions
        .map(({ partition, offset }) => ({ topic, partition, offset: Number(offset) }))
        .filter(({ offset }) => offset >= 0),
    );
}

/** The longest time for which one of these topics keeps its messages, ms; Infinity = for ever, 0 = no topic was named. */
export async function longestRetention(kafka: Kafka, topics: readonly string[]): Promise<number> {
  if (topics.length === 0) return 0;
  const { resources } = await withAdmin(kafka, (admin) =>
    admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map((name) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name,
        configNames: ['retention.ms'],
      })),
    }),
  );
  const times = resources.flatMap(({ configEntries }) =>
    configEntries.map(({ configValue }) => Number(configValue)),
  );
  return Math.max(0, ...times.map((time) => (time < 0 ? Number.POSITIVE_INFINITY : time)));
}
