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

export type Place = Pick<DeadLetterRow, 'topic' | 'partition' | 'offset' | 'record_index'>;

/** A dead letter's place, which is its identity. */
export const placeOf = ({ topic, partition, offset, record_index }: Place) =>
  `${topic}/${partition}/${offset}/${record_index}`;

const mark = z.array(z.string());

/** Says which dead letters the other messages of its transaction send again. */
export const markOf = (rows: readonly Place[]): OutgoingMessage => ({
  topic: replaysTopic,
  key: null,
  value: Buffer.from(JSON.stringify(rows.map(placeOf))),
});

export interface Marks {
  /** Places of dead letters that were sent again, whether or not the store knows. */
  readonly places: ReadonlySet<string>;
  /** Drops these marks, once the store knows of each; those that came since stay. */
  drop(): Promise<void>;
}

/** Reads the marks that are there; their topic is made on first use. */
export async function readMarks(kafka: Kafka): Promise<Marks> {
  await ensureTopic(kafka, replaysTopic, { partitions: 1, settings: { 'retention.ms': '-1' } });
  const ranges = (await partitionRanges(kafka, [replaysTopic])).filter(({ low, end }) => low < end);
  const places = new Set<string>();
  await readRanges(kafka, ranges, async ({ value }) => {
    for (const place of mark.parse(JSON.parse(value?.toString() ?? '[]'))) places.add(place);
  });
  return { places, drop: () => drop(kafka, ranges) };
}

async function drop(kafka: Kafka, ranges: readonly PartitionRange[]): Promise<void> {
  if (ranges.length === 0) return;
  const partitions = ranges.map(({ partition, end }) => ({ partition, offset: String(end) }));
  await withAdmin(kafka, async (admin) => {
    // kafkajs deletes only where it has looked at the topic before.
    await admin.fetchTopicOffsets(replaysTopic);
    await admin.deleteTopicRecords({ topic: replaysTopic, partitions });
  });
}
