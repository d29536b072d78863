import kafkajs, { type Cluster, type PartitionAssigner } from 'kafkajs';
import { z } from 'zod';
import { isBrokerError, unknownTopic } from './broker-error.ts';

const { MemberMetadata, MemberAssignment } = kafkajs.AssignerProtocol;

/** For each member: topics and the partitions it gets of each. */
export type Assignments = Map<string, Record<string, number[]>>;

/** Topics and partitions that a member has had until now. */
export type Held = Readonly<Record<string, readonly number[]>>;

interface Member {
  readonly topics: readonly string[];
  readonly held: Held;
}

/**
 * Distributes partitions evenly among members. A partition goes only to a member that subscribed to its topic. A member keeps
 * what it has had, up to its even share. The result does not depend on which member computes it.
 */
export function assignBySubscription(
  members: ReadonlyMap<string, Member>,
  partitionsOf: (topic: string) => readonly number[],
): Assignments {
  const names = [...members.keys()].sort();
  const topics = [...new Set([...members.values()].flatMap((member) => member.topics))].sort();
  const partitions = topics.flatMap((topic) =>
    [...partitionsOf(topic)].sort((a, b) => a - b).map((partition) => ({ topic, partition })),
  );
  const even = Math.floor(partitions.length / Math.max(1, names.length));
  /** So many members may have one partition more than the even share. */
  let oneMore = partitions.length - even * names.length;
  const load = new Map(names.map((name) => [name, 0]));
  const loadOf = (name: string) => load.get(name) ?? 0;
  const assignments: Assignments = new Map(names.map((name) => [name, {}]));
  const mayKeep = (name: string) => loadOf(name) < even || (loadOf(name) === even && oneMore > 0);
  const give = (name: string, topic: string, partition: number) => {
    if (loadOf(name) === even) oneMore -= 1;
    load.set(name, loadOf(name) + 1);
    const own = assignments.get(name);
    if (own !== undefined) own[topic] = [...(own[topic] ?? []), partition].sort((a, b) => a - b);
  };
  const left = partitions.filter(({ topic, partition }) => {
    const holder = names.find((name) => {
      const member = members.get(name);
      return member?.topics.includes(topic) && member.held[topic]?.includes(partition) && mayKeep(name);
    });
    if (holder !== undefined) give(holder, topic, partition);
    return holder === undefined;
  });
  for (const { topic, partition } of left) {
    const subscribers = names.filter((name) => members.get(name)?.topics.includes(topic));
    give(
      subscribers.reduce((a, b) => (loadOf(b) < loadOf(a) ? b : a)),
      topic,
      partition,
    );
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

const name = 'ringtrace-by-subscription';

const heldShape = z.record(z.string(), z.array(z.number().int()));

/** What a member says it has had. A member of an earlier version says nothing. */
function heldIn(userData: Buffer): Held {
  if (userData.length === 0) return {};
  try {
    return heldShape.parse(JSON.parse(userData.toString('utf8')));
  } catch {
    return {};
  }
}

/**
 * An assigner for members with different topic lists. Workers notice a new carrier's topic at different moments, so
 * their lists differ for a while. kafkajs' own assigner loses partitions then: the leader assigns only topics of its
 * own list, to all members, and a member ignores partitions of topics it doesn't know. Here the leader reads every
 * member's list, and assigns each topic among the members that subscribed to it.
 * @param held what this member has had until now: a member that joins or leaves then moves no more than it must
 */
export const bySubscription =
  (held: () => Held): PartitionAssigner =>
  ({ cluster }) => ({
    name,
    version: 0,
    async assign({ members }) {
      const known = new Map(
        members.map(({ memberId, memberMetadata }) => {
          const said = MemberMetadata.decode(memberMetadata);
          return [memberId, { topics: said?.topics ?? [], held: heldIn(said?.userData ?? Buffer.alloc(0)) }];
        }),
      );
      const partitionsOf = await loadTopics(
        cluster,
        [...known.values()].flatMap(({ topics }) => topics),
      );
      return [...assignBySubscription(known, partitionsOf)].map(([memberId, assignment]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({ version: 0, assignment, userData: Buffer.alloc(0) }),
      }));
    },
    protocol: ({ topics }) => ({
      name,
      metadata: MemberMetadata.encode({ version: 0, topics, userData: Buffer.from(JSON.stringify(held())) }),
    }),
  });
