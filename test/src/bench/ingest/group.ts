import { ingestBacklog } from '@ringtrace/ingest/worker/backlog';
import { withAdmin } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { pause } from '@ringtrace/platform/pause';

/** The consumer group of the variant 'usual'. */
export const usualGroup = 'bench-usual';

const lookMs = 20;
const joinMs = 60_000;
const commitMs = 120_000;

/** Waits until a consumer group of some members has assigned its partitions. Its members' first fetch comes next. */
export async function joined(kafka: Kafka, group: string, members = 1): Promise<void> {
  await withAdmin(kafka, async (admin) => {
    for (const deadline = performance.now() + joinMs; performance.now() < deadline; await pause(lookMs)) {
      const { groups } = await admin.describeGroups([group]);
      if (groups[0]?.state === 'Stable' && groups[0].members.length >= members) return;
    }
    throw new Error(`fewer than ${members} joined the consumer group ${group} within ${joinMs / 1_000} s`);
  });
}

/**
 * Waits until a group has committed everything in its feed topics. A block that was reported as stored may be stored
 * once more until then.
 */
export async function committedAll(kafka: Kafka, group: string): Promise<void> {
  for (const deadline = performance.now() + commitMs; performance.now() < deadline; await pause(lookMs)) {
    if ((await ingestBacklog(kafka, group)).lag === 0) return;
  }
  throw new Error(`the consumer group ${group} has not committed everything within ${commitMs / 1_000} s`);
}

/** Deletes a group's offsets, so that its next member starts from the beginning. */
export async function forgetGroup(kafka: Kafka, group: string): Promise<void> {
  await withAdmin(kafka, async (admin) => {
    const { groups } = await admin.listGroups();
    if (groups.some(({ groupId }) => groupId === group)) await admin.deleteGroups([group]);
  });
}
