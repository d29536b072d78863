import kafkajs, { type Cluster, type PartitionAssigner } from 'kafkajs';
import { isBrokerError, unknownTopic } from './broker-error.ts';

const { MemberMetadata, MemberAssignment } = kafkajs.AssignerProtocol;

/** For each member: topics and the partitions it gets of each. */
export type Assignments = Map<string, Record<string, number[]>>;

/**
 * Distributes partitions evenly among members. A partition goes only to a member that subscribed to its topic. The
 * result does not depend on which member computes it.
 */
export function assignBySubscription(
  subscriptions: ReadonlyMap<string, readonly string[]>,
  partitionsOf: (topic: string) => readonly number[],
): Assignments {
  const members = [...subscriptions.keys()].sort();
  const load = new Map(members.map((member) => [member, 0]));
  const assignments: Assignments = new Map(members.map((member) => [member, {}]));
  const topics = [...new Set([...subscriptions.values()].flat())].sort();
  for (const topic of topics) {
    const subscribers = members.filter((member) => subscriptions.get(member)?.includes(topic));
    for (const partition of [...partitionsOf(topic)].sort((a, b) => a - b)) {
      const member = subscribers.reduce((a, b) => ((load.get(b) ?? 0) < (load.get(a) ?? 0) ? b : a));
      load.set(member, (load.get(member) ?? 0) + 1);
      const own = assignments.get(member);
      if (own !== undefined) own[topic] = [...(own[topic] ?? []), partition];
    }
  }
  return assignments;
}

/** Loads the partitions of topics, also of those that only other members subscribed to. A deleted topic has none. */
async function loadTopics(cluster: Cluster, topics: readonly string[]): Promise<(topic: string) => number[]> {
  const partitions = new Map<string, number[]>();
  for (const topic of new Set(topics)) {
    try {
      await cluster.addMultipleTargetTopics([topic]);
      partitions.set(
        topic,
        cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
      );
    } catch (error) {
      if (!isBrokerError(error, unknownTopic)) throw error;
    }
  }
  return (topic) => partitions.get(topic) ?? [];
}

/**
 * An assigner for members with different topic lists. Workers notice a new carrier's topic at different moments, so
 * their lists differ for a while. kafkajs' own assigner loses partitions then: the leader assigns only topics of its
 * own list, to all members, and a member ignores partitions of topics it doesn't know. Here the leader reads every
 * member's list, and assigns each topic among the members that subscribed to it.
 */
export const bySubscription: PartitionAssigner = ({ cluster }) => ({
  name: 'ringtrace-by-subscription',
  version: 0,
  async assign({ members }) {
    const subscriptions = new Map(
      members.map(({ memberId, memberMetadata }) => [
        memberId,
        MemberMetadata.decode(memberMetadata)?.topics ?? [],
      ]),
    );
    const partitionsOf = await loadTopics(cluster, [...subscriptions.values()].flat());
    return [...assignBySubscription(subscriptions, partitionsOf)].map(([memberId, assignment]) => ({
      memberId,
      memberAssignment: MemberAssignment.encode({ version: 0, assignment, userData: Buffer.alloc(0) }),
    }));
  },
  protocol: ({ topics }) => ({
    name: 'ringtrace-by-subscription',
    metadata: MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }),
  }),
});
