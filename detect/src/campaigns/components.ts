import { thresholds } from '../thresholds.ts';
import { compare, messageEnd, together } from './behavior.ts';
import { type Edge, edge, type Joinable, sameTime } from './edges.ts';
import { UnionFind } from './union-find.ts';

export interface Member extends Joinable {
  readonly segment_id: string;
  readonly calls: number;
}

/**
 * Groups segments into campaigns; what is left out opens nothing. The result depends on the set of segments alone.
 * What one origin or number did is judged together first (`suspicious`); behavior joins only suspicious groups.
 */
export function components<S extends Member>(
  unsorted: readonly S[],
  suspicious: (group: readonly S[]) => boolean,
): S[][] {
  const segments = [...unsorted].sort((a, b) => (a.segment_id < b.segment_id ? -1 : 1));
  const byNumbers = join(
    segments.map((segment) => asOne([segment])),
    ['numbers'],
  );
  const byOrigin = join(byNumbers, ['numbers', 'origin']);
  const groups = byOrigin.filter(({ members }) => suspicious(members));
  return join(groups, ['numbers', 'origin', 'provider', 'behavior'])
    .filter(({ calls }) => calls >= thresholds.campaignCalls)
    .filter(isOne)
    .map(({ members }) => [...members]);
}

/** What is seen only where many origins meet is a campaign only where one message holds it together. */
const isOne = (group: Joinable) => !group.by_transit || messageEnd(group.behavior) !== undefined;

interface Group<S> extends Joinable {
  readonly members: readonly S[];
  readonly calls: number;
}

/** A group as one thing to compare: its largest segment speaks for it, what adds up is added up. */
function asOne<S extends Member>(members: readonly S[]): Group<S> {
  const [largest] = members.toSorted((a, b) => b.calls - a.calls);
  if (largest === undefined) throw new Error('a group without segments');
  const counting = members.filter((member) => member.calls > 0 || members.length === 1);
  return {
    ...largest,
    members,
    calls: members.reduce((sum, member) => sum + member.calls, 0),
    behavior: members.length === 1 ? largest.behavior : together(members.map((member) => member.behavior)),
    by_transit: counting.every((member) => member.by_transit),
    // Ordinary hours have no calls in it, and don't make it longer.
    first_ms: Math.min(...counting.map((member) => member.first_ms)),
    last_ms: Math.max(...counting.map((member) => member.last_ms)),
  };
}

const near = (a: Joinable, b: Joinable) =>
  Math.max(a.first_ms, b.first_ms) - Math.min(a.last_ms, b.last_ms) <= thresholds.campaignGapH * 3_600_000;

/** What two need in common to be connected by more than behavior: callers, blocks of them, or a provider. */
const meetingPoints = (item: Joinable): string[] => [
  ...item.behavior.callers.map((hash) => `caller ${hash}`),
  ...item.behavior.blocks.map((hash) => `block ${hash}`),
  `provider ${item.origin_provider || item.claimed_origin}`,
];

/** Pairs (i, j) with j < i that meet somewhere: to hold each of many against each other would cost their square. */
function meetingPairs(items: readonly Joinable[]): Set<number> {
  const at = new Map<string, number[]>();
  const pairs = new Set<number>();
  for (const [i, item] of items.entries()) {
    for (const point of meetingPoints(item)) {
      const earlier = at.get(point);
      for (const j of earlier ?? []) pairs.add(i * items.length + j);
      if (earlier === undefined) at.set(point, [i]);
      else earlier.push(i);
    }
  }
  return pairs;
}

function everyPair(items: readonly unknown[]): Set<number> {
  const pairs = new Set<number>();
  for (let i = 1; i < items.length; i += 1) for (let j = 0; j < i; j += 1) pairs.add(i * items.length + j);
  return pairs;
}

/**
 * Joins what one of some edges connects, the surest and the largest first; never two groups that, each taken together,
 * are plainly different: else one small segment between two campaigns would make them one.
 */
function join<S extends Member>(items: readonly Group<S>[], edges: readonly Edge[]): Group<S>[] {
  const sets = new UnionFind(items.length);
  const grown = new Map(items.entries());
  const tried = edges.includes('behavior') ? everyPair(items) : meetingPairs(items);
  const pairs = [...tried].flatMap((pair) => {
    const [i, j] = [Math.floor(pair / items.length), pair % items.length];
    const [a, b] = [items[i], items[j]];
    if (a === undefined || b === undefined || !near(a, b)) return [];
    const kind = edge(a, b);
    const rank = kind === undefined ? -1 : edges.indexOf(kind);
    return rank < 0 ? [] : [{ i, j, rank, calls: Math.min(a.calls, b.calls) }];
  });
  const surest = [...pairs].sort((p, q) => p.rank - q.rank || q.calls - p.calls || p.i - q.i || p.j - q.j);
  for (const { i, j, rank } of surest) {
    const [one, other] = [sets.find(i), sets.find(j)];
    const [a, b] = [grown.get(one), grown.get(other)];
    if (one === other || a === undefined || b === undefined) continue;
    const apart = rank > 0 && compare(a.behavior, b.behavior, sameTime(a, b)) === 'different';
    if (apart) continue;
    sets.union(one, other);
    grown.set(sets.find(one), asOne([...a.members, ...b.members]));
  }
  return sets.groups().flatMap(([root]) => grown.get(root ?? 0) ?? []);
}
