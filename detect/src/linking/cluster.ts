import { hourMs } from '@ringtrace/schemas/durations';
import type { Judgement } from '../segments/judgement.ts';
import { thresholds } from '../thresholds.ts';
import type { Behavior } from './behavior.ts';
import type { Linkable } from './linkable.ts';
import { isOneNumber } from './linkable-callers.ts';

/** A segment, as far as clustering needs it. */
export interface Member extends Linkable {
  readonly segment_id: string;
  /** Suspicious calls; 0 for an ordinary hour of a number or customer, which only speaks for it. */
  readonly calls: number;
  /** The calls come from behind a transit, so many callers may have made them. True wherever `mixed` is. */
  readonly behindTransit: boolean;
}

/**
 * Segments that are taken for one campaign's so far. Its own fields are those of its largest segment, or of all together.
 */
export interface Cluster<S> extends Member {
  readonly members: readonly S[];
  /** Calls of the members that do not come from behind a transit. */
  readonly callsElsewhere: number;
  /** A segment, or a pool of small numbers, is strong by itself. A cluster of weak ones is judged only once it has the calls of a campaign. */
  readonly hasStrong: boolean;
}

/**
 * A fixed order that does not depend on names, so that other names give the same clusters: the earlier first, then the
 * larger. The id decides only between two that are the same in both.
 */
export const inOrder = (a: Member, b: Member) =>
  a.first_ms - b.first_ms || b.calls - a.calls || (a.segment_id < b.segment_id ? -1 : 1);

/** Judges several segments as if they were one. */
export type Judge<S> = (members: readonly S[]) => Judgement['verdict'];

type Judged = Pick<Linkable, 'verdict'>;
export const isSuspicious = ({ verdict }: Judged) => verdict === 'suspicious';
export const isStrong = ({ verdict }: Judged) => verdict === 'suspicious' || verdict === 'possible';

const sumOfCalls = (members: readonly Member[]) => members.reduce((sum, { calls }) => sum + calls, 0);

/**
 * From when to when the calls of some members last. In each hour, the smallest members that have less than a tenth of its
 * calls together are strays: they do not count.
 */
function timeOf(members: readonly Member[]) {
  const byHour = Map.groupBy(members, ({ first_ms }) => Math.floor(first_ms / hourMs));
  const telling = [...byHour.values()].flatMap((ofHour) => {
    const strays = strayCalls(ofHour);
    return ofHour.filter(({ calls }) => calls > strays);
  });
  return {
    first_ms: telling.reduce((first, member) => Math.min(first, member.first_ms), Number.POSITIVE_INFINITY),
    last_ms: telling.reduce((last, member) => Math.max(last, member.last_ms), Number.NEGATIVE_INFINITY),
    goesOn: telling.some((member) => member.goesOn),
  };
}

/** Up to how many calls a member of an hour is a stray; -1 where none is. Members of as many calls are all strays or none. */
function strayCalls(ofHour: readonly Member[]): number {
  const bySize = [...Map.groupBy(ofHour, ({ calls }) => calls)].sort(([a], [b]) => a - b);
  const most = thresholds.strayShare * sumOfCalls(ofHour);
  let [sum, strays] = [0, -1];
  for (const [calls, { length }] of bySize) {
    sum += calls * length;
    if (sum >= most) break;
    strays = calls;
  }
  return strays;
}

/** Segments as one cluster. `behavior` is that of all members together. Throws where there are no members. */
export function clusterOf<S extends Member>(members: readonly S[], behavior: Behavior): Cluster<S> {
  const [largest] = members.toSorted((a, b) => b.calls - a.calls);
  if (largest === undefined) throw new Error('a cluster without segments');
  // Ordinary hours have no calls here, and do not make the cluster last longer.
  const counting = members.filter((member) => member.calls > 0 || members.length === 1);
  // One of several small numbers does not speak for the others.
  const hasOneNumber =
    isOneNumber(largest) || members.every((m) => m.calling_number === largest.calling_number);
  return {
    ...largest,
    calling_number: hasOneNumber ? largest.calling_number : 0,
    members,
    calls: sumOfCalls(members),
    callsElsewhere: sumOfCalls(members.filter((member) => !member.behindTransit)),
    hasStrong: members.some(isStrong),
    behindTransit: counting.every((member) => member.behindTransit),
    mixed: counting.every((member) => member.mixed),
    behavior,
    ...timeOf(counting),
  };
}

/** A segment as a cluster of its own: the same as `clusterOf`, and quicker. Nearly all segments stay alone. */
export const singleCluster = <S extends Member>(segment: S): Cluster<S> => ({
  ...segment,
  members: [segment],
  callsElsewhere: segment.behindTransit ? 0 : segment.calls,
  hasStrong: isStrong(segment),
});
