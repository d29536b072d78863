import type { Judgement } from '../segments/score.ts';
import type { Behavior } from './behavior.ts';
import { type Joinable, synthesis } from './edges.ts';

export interface Member extends Joinable {
  readonly segment_id: string;
  readonly calls: number;
  /**
   * Calls of many origins meet here. As `by_transit`, and where all spoof their neighbors too: that tells what goes
   * together, but more than one campaign does it.
   */
  readonly unplaced: boolean;
}

/** Segments as one; its id is that of the largest. */
export interface Group<S> extends Member {
  readonly members: readonly S[];
  /** Calls seen where they are not many origins' together. */
  readonly placed: number;
  /** A segment of it, or its small numbers together, are strong by themselves: all others only ever join. */
  readonly opens: boolean;
}

/** The earlier and larger first; names, which ids are made of, decide only between two that are the same in both. */
export const inOrder = (a: Member, b: Member) =>
  a.first_ms - b.first_ms || b.calls - a.calls || (a.segment_id < b.segment_id ? -1 : 1);

/** Judges several segments as if they were one. */
export type Judge<S> = (group: readonly S[]) => Judgement['verdict'];

type Judged = Pick<Joinable, 'verdict'>;
export const isSuspicious = ({ verdict }: Judged) => verdict === 'suspicious';
export const isStrong = ({ verdict }: Judged) => verdict === 'suspicious' || verdict === 'possible';

const sumOfCalls = (members: readonly Member[]) => members.reduce((sum, { calls }) => sum + calls, 0);

/**
 * A group as one thing to compare: its largest segment speaks for it, what adds up is added up. `behavior` is theirs together.
 */
export function asOne<S extends Member>(members: readonly S[], behavior: Behavior): Group<S> {
  const [largest] = members.toSorted((a, b) => b.calls - a.calls);
  if (largest === undefined) throw new Error('a group without segments');
  const counting = members.filter((member) => member.calls > 0 || members.length === 1);
  // No small number speaks for others.
  const isOneNumber =
    synthesis(largest) === 'given' || members.every((m) => m.calling_number === largest.calling_number);
  return {
    ...largest,
    calling_number: isOneNumber ? largest.calling_number : 0,
    members,
    calls: sumOfCalls(members),
    placed: sumOfCalls(members.filter((member) => !member.unplaced)),
    opens: members.some(isStrong),
    unplaced: counting.every((member) => member.unplaced),
    by_transit: counting.every((member) => member.by_transit),
    behavior,
    // Ordinary hours have no calls in it, and don't make it longer.
    first_ms: counting.reduce((first, member) => Math.min(first, member.first_ms), Number.POSITIVE_INFINITY),
    last_ms: counting.reduce((last, member) => Math.max(last, member.last_ms), Number.NEGATIVE_INFINITY),
  };
}

/** A segment as a group of its own. */
export const alone = <S extends Member>(segment: S): Group<S> => asOne([segment], segment.behavior);
