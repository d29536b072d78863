import { ingestBacklog } from '@ringtrace/ingest/worker/backlog';
import { withAdmin } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { pause } from '@ringtrace/platform/pause';

/** The consumer group of the usual way. */
export const usualGroup = 'bench-usual';

const lookMs = 20;
const joinMs = 60_000;
const commitMs = 120_000;

/** Waits until a consumer group has shared out its partitions: its members' first fetch comes next. */
export async function joined(kafka: Kafka, group: string): Promise<void> {
  await withAdmin(kafka, async (admin) => {
    for (const deadline = performance.now() + joinMs; performance.now() < deadline; await pause(lookMs)) {
      const { groups } = await admin.describeGroups([group]);
      if (groups[0]?.state === 'Stable' && groups[0].members.length > 0) return;
    }
    throw new Error(`nobody joined the consumer group ${group} within ${joinMs / 1_000} s`);
  });
}

/** Waits until a group has committed all its feed topics hold: a block that is told as stored may come once more. */
export async function committedAll(kafka: Kafka, group: string): Promise<void> {
  for (const deadline = performance.now() + commitMs; performance.now() < deadline; await pause(lookMs)) {
    if ((await ingestBacklog(kafka, group)).lag === 0) return;
  }
  throw new Error(`the consumer group ${group} has not committed everything within ${commitMs / 1_000} s`);
}

/** Forgets what a group has read, so that its next member starts from the beginning. */
export async function forgetGroup(kafka: Kafka, group: string): Promise<void> {
  await withAdmin(kafka, async (admin) => {
    const { groups } = await admin.listGroups();
    if (groups.some(({ groupId }) => groupId === group)) await admin.deleteGroups([group]);
  });
}
