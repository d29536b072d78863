import { partitionRanges } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { readRanges } from '@ringtrace/platform/kafka/read-range';
import { candidatesTopic } from '@ringtrace/schemas/topics';
import { z } from 'zod';

const event = z.object({ candidate_id: z.string(), campaign_id: z.string(), status: z.string() });

/** One message of the topic traceback.candidates. */
export type Published = z.infer<typeof event> & {
  /** The message's own time, ms since 1970. */
  readonly at: number;
};

/** All that the topic holds, in order of time. */
export async function publishedCandidates(kafka: Kafka): Promise<Published[]> {
  const ranges = await partitionRanges(kafka, [candidatesTopic]);
  const published: Published[] = [];
  await readRanges(kafka, ranges, async ({ value, timestamp }) => {
    if (value !== null) published.push({ ...event.parse(JSON.parse(value.toString())), at: timestamp });
  });
  return published.sort((a, b) => a.at - b.at);
}
