import { ensureCandidatesTopic } from '@ringtrace/detect/worker/topic';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { type Leader, standForLeader } from '@ringtrace/platform/kafka/leader';
import { candidatesTopic } from '@ringtrace/schemas/topics';

/** A detect worker as far as leading goes; `leave` ends it. */
export function member(kafka: Kafka): Leader & { leave(): Promise<void> } {
  const leaving = new AbortController();
  const leader = standForLeader({
    kafka,
    group: 'standby-test',
    topic: candidatesTopic,
    ensureTopic: () => ensureCandidatesTopic(kafka),
    signal: leaving.signal,
  });
  return {
    ...leader,
    leave: () => {
      leaving.abort();
      return leader.left;
    },
  };
}

/** How many of them lead. */
export const leading = (members: readonly Leader[]): number => members.filter((one) => one.leads()).length;
