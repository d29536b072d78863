import { listFeedTopics, longestRetention } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { checkAgainstKafka } from './plan.ts';
import type { Retention } from './run.ts';

/** Throws with the way out where the periods do not fit to what Kafka keeps. */
export async function checkPeriods(kafka: Kafka, periods: Retention['periods']): Promise<void> {
  if (periods.size === 0) return;
  checkAgainstKafka(periods, await longestRetention(kafka, await listFeedTopics(kafka)));
}
