import { addBehaviors } from './behavior.ts';
import { type Cluster, clusterOf, type Member } from './cluster.ts';
import { compare } from './comparison.ts';
import { UnionFind } from './union-find.ts';
import type { MatchedPair } from './weight.ts';

/** Two clusters as one, or undefined where they must stay apart. */
export type Combine<S> = (a: Cluster<S>, b: Cluster<S>) => Cluster<S> | undefined;

export const combine = <S extends Member>(a: Cluster<S>, b: Cluster<S>): Cluster<S> => ({
  ...clusterOf([...a.members, ...b.members], addBehaviors([a.behavior, b.behavior])),
  hasStrong: a.hasStrong || b.hasStrong,
});

/** A cluster, and the items that it was joined of. */
export interface Joined<S> {
  readonly cluster: Cluster<S>;
  readonly items: readonly Cluster<S>[];
}

/** With more than half of its calls behind a transit, a cluster takes in more of them than it has elsewhere. */
function isMostlyBehindTransit(a: Cluster<unknown>, b: Cluster<unknown>): boolean {
  const elsewhere = a.callsElsewhere + b.callsElsewhere;
  return elsewhere > 0 && a.calls + b.calls > 2 * elsewhere;
}

/**
 * Joins the items of a component into clusters, pair by pair, in the order given. Each pair is checked again, because its
 * clusters have grown: else one small segment between two campaigns would make them one. Only the same numbers (rank 0)
 * need no such check.
 */
export function joinPairs<S extends Member>(
  items: readonly Cluster<S>[],
  pairs: readonly MatchedPair[],
  combining: Combine<S>,
): Joined<S>[] {
  const sets = new UnionFind(items.length);
  const grown = new Map(items.entries());
  for (const { i, j, rank } of pairs) {
    const [one, other] = [sets.find(i), sets.find(j)];
    const [a, b] = [grown.get(one), grown.get(other)];
    if (one === other || a === undefined || b === undefined) continue;
    const mustStayApart = (rank > 0 && compare(a, b) === 'different') || isMostlyBehindTransit(a, b);
    const whole = mustStayApart ? undefined : combining(a, b);
    if (whole === undefined) continue;
    sets.union(one, other);
    grown.set(sets.find(one), whole);
  }
  return sets.groups().flatMap((indexes) => {
    const cluster = grown.get(indexes[0] ?? 0);
    return cluster === undefined ? [] : [{ cluster, items: indexes.flatMap((i) => items[i] ?? []) }];
  });
}
