import type { Change } from './change.ts';
import type { Cluster, Member } from './cluster.ts';
import { type Combine, combine, type Joined, joinPairs } from './join.ts';
import type { MatchKind } from './match.ts';
import { MatchGraph } from './match-graph.ts';

/** All items that matches connect, directly or through others, and the clusters that they were joined into. */
interface Component<S> {
  readonly items: readonly Cluster<S>[];
  readonly joined: readonly Joined<S>[];
}

const sameItems = <T>(a: readonly T[], b: readonly T[]) =>
  a.length === b.length && a.every((item, i) => item === b[i]);

/**
 * Joins items into larger clusters. It keeps what it knows, so that a change costs in proportion to what it touches: the
 * items that come, the items that these are compared with, and their components. The clusters depend on the items alone,
 * not on the order in which they came. A cluster of the same items stays the same object.
 */
export class Clustering<S extends Member> {
  readonly #combining: Combine<S>;
  readonly #graph: MatchGraph<S>;
  readonly #components = new Map<Cluster<S>, Component<S>>();

  /** `kinds` are the kinds of match that join, the surest first. */
  constructor(kinds: readonly MatchKind[], combining: Combine<S> = combine) {
    this.#combining = combining;
    this.#graph = new MatchGraph(kinds);
  }

  /** Takes a change of the items; returns the change of the clusters. */
  update({ gone, come }: Change<Cluster<S>>): Change<Cluster<S>> {
    const touched = this.#apply({ gone, come });
    const left = [...touched].flatMap(({ items }) => items.filter((item) => this.#graph.has(item)));
    const before = new Map(
      [...touched].flatMap(({ joined }) => joined.map((one) => [one.items[0], one] as const)),
    );
    const components = this.#graph.componentsOf(new Set([...left, ...come]));
    const now = new Set(components.flatMap((items) => this.#join(items, before)));
    const known = new Set(before.values());
    return {
      gone: [...known.difference(now)].map(({ cluster }) => cluster),
      come: [...now.difference(known)].map(({ cluster }) => cluster),
    };
  }

  /** Brings the graph up to date; returns the components, as they were, of all items that this touches. */
  #apply({ gone, come }: Change<Cluster<S>>): Set<Component<S>> {
    const touched = new Set<Component<S>>();
    const touch = (item: Cluster<S>) => {
      const component = this.#components.get(item);
      if (component !== undefined) touched.add(component);
    };
    for (const item of gone) {
      touch(item);
      this.#graph.remove(item);
      this.#components.delete(item);
    }
    for (const item of come) for (const other of this.#graph.add(item)) touch(other);
    return touched;
  }

  /** Joins a component. A cluster of the same items as `before` (found by its first item) stays what it was. */
  #join(
    items: readonly Cluster<S>[],
    before: ReadonlyMap<Cluster<S> | undefined, Joined<S>>,
  ): readonly Joined<S>[] {
    const joined = joinPairs(items, this.#graph.pairsOf(items), this.#combining).map((one) => {
      const former = before.get(one.items[0]);
      return former !== undefined && sameItems(former.items, one.items) ? former : one;
    });
    for (const item of items) this.#components.set(item, { items, joined });
    return joined;
  }
}
