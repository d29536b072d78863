import { committedOffsets, listFeedTopics, partitionRanges } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { carrierOfTopic } from '@ringtrace/schemas/topics';
import { ingestGroup } from './group.ts';

interface PartitionBacklog {
  readonly topic: string;
  readonly carrier: string;
  readonly partition: number;
  /** The offset the next message would get, at call time. */
  readonly end: number;
  /** The next offset the group will store. */
  readonly committed: number;
  readonly lag: number;
}

export interface IngestBacklog {
  readonly partitions: readonly PartitionBacklog[];
  /** Messages not yet stored and committed. */
  readonly lag: number;
  readonly lagByCarrier: ReadonlyMap<string, number>;
}

/** How far the ingest workers are behind the feed topics, in messages. End offsets are those at call time. */
export async function ingestBacklog(kafka: Kafka, group: string = ingestGroup): Promise<IngestBacklog> {
  const topics = await listFeedTopics(kafka);
  const ranges = await partitionRanges(kafka, topics);
  return backlogOf(ranges, await committedOffsets(kafka, group, topics));
}

type Ranges = Awaited<ReturnType<typeof partitionRanges>>;
type Commits = Awaited<ReturnType<typeof committedOffsets>>;

function backlogOf(ranges: Ranges, commits: Commits): IngestBacklog {
  const committedAt = new Map(commits.map((c) => [`${c.topic}/${c.partition}`, c.offset]));
  const partitions = ranges.map(({ topic, partition, low, end }) => {
    const committed = Math.max(committedAt.get(`${topic}/${partition}`) ?? low, low);
    return {
      topic,
      carrier: carrierOfTopic(topic) ?? '',
      partition,
      end,
      committed,
      lag: Math.max(0, end - committed),
    };
  });
  const lagByCarrier = new Map<string, number>();
  for (const { carrier, lag } of partitions)
    lagByCarrier.set(carrier, (lagByCarrier.get(carrier) ?? 0) + lag);
  return { partitions, lag: partitions.reduce((sum, { lag }) => sum + lag, 0), lagByCarrier };
}

/** The backlog of `before`, as it is now: 0 once everything that was there then is committed. */
export async function remainingOf(
  before: IngestBacklog,
  kafka: Kafka,
  group: string = ingestGroup,
): Promise<number> {
  const topics = [...new Set(before.partitions.map(({ topic }) => topic))];
  const now = backlogOf(
    before.partitions.map((p) => ({ ...p, low: p.committed })),
    await committedOffsets(kafka, group, topics),
  );
  return now.lag;
}
