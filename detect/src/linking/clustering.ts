import { type Change, haveSameItems } from './change.ts';
import type { Cluster, Member } from './cluster.ts';
import { type Combine, combine, type Joined, joinPairs } from './join.ts';
import type { MatchKind } from './match.ts';
import { MatchGraph } from './match-graph.ts';

/** All items that matches connect, directly or through others, and the clusters that they were joined into. */
interface Component<S> {
  readonly items: readonly Cluster<S>[];
  readonly joined: readonly Joined<S>[];
}

/** How clusters are made of items. */
interface Joining<S> {
  readonly combine: Combine<S>;
  /**
   * Whether a cluster takes others in: `combine` refuses two of which neither does. An item that does not is compared with
   * its like only once it was taken in itself. Every cluster does, unless said.
   */
  readonly takesIn?: (cluster: Cluster<S>) => boolean;
}

/**
 * Joins items into larger clusters. A change costs in proportion to the items that it touches, and to their components.
 * The clusters depend on the items alone, and a cluster of the same items stays the same object.
 */
export class Clustering<S extends Member> {
  readonly #joining: Joining<S>;
  readonly #graph: MatchGraph<S>;
  readonly #components = new Map<Cluster<S>, Component<S>>();

  /** `kinds` are the kinds of match that join, the surest first. */
  constructor(kinds: readonly MatchKind[], joining: Joining<S> = { combine }) {
    this.#joining = joining;
    this.#graph = new MatchGraph(kinds, joining.takesIn);
  }

  /** Takes a change of the items; returns the change of the clusters. */
  update({ gone, come }: Change<Cluster<S>>): Change<Cluster<S>> {
    const touched = this.#apply({ gone, come });
    const components = this.#joinAll(touched, come);
    for (const component of components)
      for (const item of component.items) this.#components.set(item, component);
    const now = new Set(components.flatMap(({ joined }) => joined));
    const known = new Set([...touched].flatMap(({ joined }) => joined));
    return {
      gone: [...known.difference(now)].map(({ cluster }) => cluster),
      come: [...now.difference(known)].map(({ cluster }) => cluster),
    };
  }

  /**
   * Joins the items of the touched components and the new ones. What a cluster has taken in may match others that nothing
   * matched before: then all is joined once more, with these. Adds to `touched` what that touches.
   */
  #joinAll(touched: Set<Component<S>>, come: readonly Cluster<S>[]): Component<S>[] {
    for (;;) {
      const left = [...touched].flatMap(({ items }) => items.filter((item) => this.#graph.has(item)));
      const before = new Map(
        [...touched].flatMap(({ joined }) => joined.map((one) => [one.items[0], one] as const)),
      );
      const components = this.#graph
        .componentsOf(new Set([...left, ...come]))
        .map((items) => ({ items, joined: this.#join(items, before) }));
      const takenIn = components
        .flatMap(({ joined }) => joined.flatMap(({ items }) => (items.length > 1 ? items : [])))
        .filter((item) => !this.#graph.isOpen(item));
      if (takenIn.length === 0) return components;
      for (const item of takenIn) for (const other of this.#graph.open(item)) this.#touch(other, touched);
    }
  }

  #touch(item: Cluster<S>, touched: Set<Component<S>>): void {
    const component = this.#components.get(item);
    if (component !== undefined) touched.add(component);
  }

  /** Brings the graph up to date; returns the components, as they were, of all items that this touches. */
  #apply({ gone, come }: Change<Cluster<S>>): Set<Component<S>> {
    const touched = new Set<Component<S>>();
    for (const item of gone) {
      this.#touch(item, touched);
      this.#components.delete(item);
    }
    this.#graph.removeAll(gone);
    for (const item of come) for (const other of this.#graph.add(item)) this.#touch(other, touched);
    return touched;
  }

  /** Joins a component. A cluster of the same items as `before` (found by its first item) stays what it was. */
  #join(
    items: readonly Cluster<S>[],
    before: ReadonlyMap<Cluster<S> | undefined, Joined<S>>,
  ): readonly Joined<S>[] {
    const [first, second] = items;
    if (first !== undefined && second === undefined) {
      const former = before.get(first);
      return [former?.items.length === 1 ? former : { cluster: first, items }];
    }
    return joinPairs(items, this.#graph.pairsOf(items), this.#joining.combine).map((one) => {
      const former = before.get(one.items[0]);
      return former !== undefined && haveSameItems(former.items, one.items) ? former : one;
    });
  }
}
