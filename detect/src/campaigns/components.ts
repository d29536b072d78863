import { thresholds } from '../thresholds.ts';
import { edge, type Joinable } from './edges.ts';
import { UnionFind } from './union-find.ts';

export interface Member extends Joinable {
  readonly segment_id: string;
  readonly calls: number;
}

/**
 * Groups segments into campaigns; what is left out opens nothing. The result depends on the set of segments alone.
 * What one origin or number did is judged together first (`suspicious`); behavior joins only suspicious groups, and
 * never so that two proven, different origins end up in one campaign.
 */
export function components<S extends Member>(
  unsorted: readonly S[],
  suspicious: (group: readonly S[]) => boolean,
): S[][] {
  const segments = [...unsorted].sort((a, b) => (a.segment_id < b.segment_id ? -1 : 1));
  const byOrigin = join(segments, (a, b) => edge(a, b) === 'origin');
  const groups = byOrigin.filter(suspicious).map((members) => ({ members, ...asOne(members) }));
  return joinByBehavior(groups)
    .map((joined) => joined.flatMap((group) => group.members))
    .filter((members) => members.reduce((sum, member) => sum + member.calls, 0) >= thresholds.campaignCalls);
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

/** The pairs that an edge connects, always in the same order. */
function connectedPairs<T extends Span>(
  items: readonly T[],
  connected: (a: T, b: T) => boolean,
): [number, number][] {
  const pairs = nearPairs(items).filter(([i, j]) => {
    const [a, b] = [items[i], items[j]];
    return a !== undefined && b !== undefined && connected(a, b);
  });
  return [...pairs].sort(([i, j], [k, l]) => i - k || j - l);
}

function join<T extends Span>(items: readonly T[], connected: (a: T, b: T) => boolean): T[][] {
  const sets = new UnionFind(items.length);
  for (const [i, j] of connectedPairs(items, connected)) sets.union(i, j);
  return sets.groups().map((group) => group.flatMap((index) => items[index] ?? []));
}

/** A group as one thing to compare: its largest segment speaks for it, what adds up is added up. */
function asOne(members: readonly Member[]): Joinable & { readonly proven: ReadonlySet<string> } {
  const [largest] = members.toSorted((a, b) => b.calls - a.calls);
  if (largest === undefined) throw new Error('a group without segments');
  const bins = Math.max(...members.map((member) => member.histogram.length));
  return {
    ...largest,
    histogram: Array.from({ length: bins }, (_, bin) =>
      members.reduce((sum, member) => sum + (member.histogram[bin] ?? 0), 0),
    ),
    first_ms: Math.min(...members.map((member) => member.first_ms)),
    last_ms: Math.max(...members.map((member) => member.last_ms)),
    proven: new Set(members.filter((m) => m.origin_provider !== '').map((m) => m.origin_key)),
  };
}

function joinByBehavior<G extends Joinable & { readonly proven: ReadonlySet<string> }>(
  groups: readonly G[],
): G[][] {
  const sets = new UnionFind(groups.length);
  const proven = new Map(groups.map((group, i) => [i, group.proven]));
  for (const [i, j] of connectedPairs(groups, (a, b) => edge(a, b) === 'behavior')) {
    const [one, other] = [sets.find(i), sets.find(j)];
    const both = new Set([...(proven.get(one) ?? []), ...(proven.get(other) ?? [])]);
    if (one === other || both.size > 1) continue;
    sets.union(one, other);
    proven.set(sets.find(one), both);
  }
  return sets.groups().map((group) => group.flatMap((index) => groups[index] ?? []));
}
