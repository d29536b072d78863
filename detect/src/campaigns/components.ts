import { thresholds } from '../thresholds.ts';
import { compare, together } from './behavior.ts';
import { edge, type Joinable } from './edges.ts';
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
  const byOrigin = join(
    segments.map((segment) => asOne([segment])),
    (a, b) => strength[edge(a, b) ?? 'none'] >= strength.origin,
  );
  const groups = byOrigin
    .map((group) => group.flatMap(({ members }) => members))
    .filter(suspicious)
    .map(asOne);
  return join(groups, (a, b) => edge(a, b) !== undefined)
    .map((joined) => joined.flatMap(({ members }) => members))
    .filter((members) => members.reduce((sum, member) => sum + member.calls, 0) >= thresholds.campaignCalls);
}

const strength = { none: 0, behavior: 1, origin: 2, numbers: 3 } as const;

interface Group<S> extends Joinable {
  readonly members: readonly S[];
  readonly calls: number;
}

/** A group as one thing to compare: its largest segment speaks for it, what adds up is added up. */
function asOne<S extends Member>(members: readonly S[]): Group<S> {
  const [largest] = members.toSorted((a, b) => b.calls - a.calls);
  if (largest === undefined) throw new Error('a group without segments');
  return {
    ...largest,
    members,
    calls: members.reduce((sum, member) => sum + member.calls, 0),
    behavior: members.length === 1 ? largest.behavior : together(members.map((member) => member.behavior)),
    first_ms: Math.min(...members.map((member) => member.first_ms)),
    last_ms: Math.max(...members.map((member) => member.last_ms)),
  };
}

type Span = { readonly first_ms: number; readonly last_ms: number };

/**
 * Pairs (i, j) with j < i that lie close enough in time to be connected. Each item is held only against those that are
 * not over for longer than a gap when it begins, so that years of history don't cost their square.
 */
function* nearPairs(items: readonly Span[]): Generator<[number, number]> {
  const gapMs = thresholds.campaignGapH * 3_600_000;
  let open: { index: number; last_ms: number }[] = [];
  const inTime = [...items.entries()].sort(([, a], [, b]) => a.first_ms - b.first_ms);
  for (const [index, { first_ms, last_ms }] of inTime) {
    open = open.filter((earlier) => earlier.last_ms + gapMs >= first_ms);
    for (const earlier of open) yield [Math.max(index, earlier.index), Math.min(index, earlier.index)];
    open.push({ index, last_ms });
  }
}

/**
 * Joins what an edge connects, the largest first; never two groups that, each taken together, are plainly different:
 * else one small segment between two campaigns would make them one.
 */
function join<S extends Member>(
  items: readonly Group<S>[],
  connected: (a: Group<S>, b: Group<S>) => boolean,
): Group<S>[][] {
  const sets = new UnionFind(items.length);
  const grown = new Map(items.entries());
  const pairs = nearPairs(items).flatMap(([i, j]) => {
    const [a, b] = [items[i], items[j]];
    return a !== undefined && b !== undefined && connected(a, b)
      ? [{ i, j, calls: Math.min(a.calls, b.calls), numbers: edge(a, b) === 'numbers' }]
      : [];
  });
  const strongest = [...pairs].sort(
    (p, q) => Number(q.numbers) - Number(p.numbers) || q.calls - p.calls || p.i - q.i || p.j - q.j,
  );
  for (const { i, j, numbers } of strongest) {
    const [one, other] = [sets.find(i), sets.find(j)];
    const [a, b] = [grown.get(one), grown.get(other)];
    if (one === other || a === undefined || b === undefined) continue;
    if (!numbers && compare(a.behavior, b.behavior, false) === 'different') continue;
    sets.union(one, other);
    grown.set(sets.find(one), asOne([...a.members, ...b.members]));
  }
  return sets.groups().map((group) => group.flatMap((index) => items[index] ?? []));
}
