import kafkajs, { type Cluster, type PartitionAssigner } from 'kafkajs';
import { isAnswer, unknownTopic } from './broker-answer.ts';

const { MemberMetadata, MemberAssignment } = kafkajs.AssignerProtocol;

export type Assignments = Map<string, Record<string, number[]>>;

/**
 * Spreads partitions evenly, each only among members that subscribed to its topic. Deterministic: every leader
 * would decide the same.
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

/** Loads metadata of topics only other members know; one that was deleted meanwhile has no partitions. */
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
      if (!isAnswer(error, unknownTopic)) throw error;
    }
  }
  return (topic) => partitions.get(topic) ?? [];
}

/**
 * kafkajs' own assigner has the leader assign the topics *it* subscribed to, to everyone: a topic only others know
 * is read by nobody, and a member drops what it is given of topics it doesn't know. Between the moments at which two
 * workers notice a new carrier's topic that loses partitions. Here the leader reads every member's subscription and
 * assigns each topic among those who asked for it, so that members with different lists share a generation safely.
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
