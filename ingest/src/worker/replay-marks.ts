import {
  ensureTopic,
  type PartitionRange,
  partitionRanges,
  withAdmin,
} from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import type { OutgoingMessage } from '@ringtrace/platform/kafka/producer';
import { readRanges } from '@ringtrace/platform/kafka/read-range';
import type { DeadLetterRow } from '@ringtrace/schemas/tables/feed';
import { replaysTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';

export type DeadLetterKey = Pick<DeadLetterRow, 'topic' | 'partition' | 'offset' | 'record_index'>;

/** The identity of a dead letter as one text: topic, partition, offset, and number of the record in its message. */
export const deadLetterId = ({ topic, partition, offset, record_index }: DeadLetterKey) =>
  `${topic}/${partition}/${offset}/${record_index}`;

const mark = z.array(z.string());

/** The message that lists which dead letters a transaction sends again. */
export const markOf = (rows: readonly DeadLetterKey[]): OutgoingMessage => ({
  topic: replaysTopic,
  key: null,
  value: Buffer.from(JSON.stringify(rows.map(deadLetterId))),
});

export interface Marks {
  /** Ids of dead letters that were sent again. The store may or may not know it yet. */
  readonly ids: ReadonlySet<string>;
  /** Whether a mark is of another topic than this one. */
  hasOthers(topic: string): boolean;
  /** Deletes these marks from the topic. Call it once the store knows of each. Marks that came later stay. */
  drop(): Promise<void>;
}

/** Reads all marks. Creates their topic at first use. */
export async function readMarks(kafka: Kafka): Promise<Marks> {
  await ensureTopic(kafka, replaysTopic, { partitions: 1, settings: { 'retention.ms': '-1' } });
  const ranges = (await partitionRanges(kafka, [replaysTopic])).filter(({ low, end }) => low < end);
  const ids = new Set<string>();
  await readRanges(kafka, ranges, async ({ value }) => {
    for (const id of mark.parse(JSON.parse(value?.toString() ?? '[]'))) ids.add(id);
  });
  return {
    ids,
    hasOthers: (topic) => [...ids].some((id) => !id.startsWith(`${topic}/`)),
    drop: () => drop(kafka, ranges),
  };
}

async function drop(kafka: Kafka, ranges: readonly PartitionRange[]): Promise<void> {
  if (ranges.length === 0) return;
  const partitions = ranges.map(({ partition, end }) => ({ partition, offset: String(end) }));
  await withAdmin(kafka, async (admin) => {
    // kafkajs deletes records only of a topic whose offsets it has fetched before.
    await admin.fetchTopicOffsets(replaysTopic);
    await admin.deleteTopicRecords({ topic: replaysTopic, partitions });
  });
}
