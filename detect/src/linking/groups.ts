import type { Change } from './change.ts';

interface Group<I, C> {
  readonly items: readonly I[];
  readonly clusters: readonly C[];
}

/** How items are grouped, and the clusters that a group becomes. */
interface Grouping<I, C> {
  readonly keyOf: (item: I) => string;
  readonly order: (a: I, b: I) => number;
  /** Gets the items of a group in order. A cluster that is the same object as before counts as unchanged. */
  readonly clustersOf: (items: readonly I[]) => readonly C[];
}

/**
 * Items by key. A group that an item comes to or leaves is made into clusters anew. The order in which items come
 * does not show.
 */
export class Groups<I, C> {
  readonly #grouping: Grouping<I, C>;
  readonly #groups = new Map<string, Group<I, C>>();

  constructor(grouping: Grouping<I, C>) {
    this.#grouping = grouping;
  }

  /** Takes a change of the items; returns the change of their clusters. */
  update({ gone, come }: Change<I>): Change<C> {
    const { keyOf } = this.#grouping;
    const left = new Set(gone);
    const arrived = Map.groupBy(come, keyOf);
    const changed = [...new Set([...gone.map(keyOf), ...arrived.keys()])].map((key) =>
      this.#updateGroup(key, left, arrived.get(key) ?? []),
    );
    return {
      gone: changed.flatMap((group) => group.gone),
      come: changed.flatMap((group) => group.come),
    };
  }

  #updateGroup(key: string, left: ReadonlySet<I>, arrived: readonly I[]): Change<C> {
    const { order, clustersOf } = this.#grouping;
    const before = this.#groups.get(key) ?? { items: [], clusters: [] };
    const items = [...before.items.filter((item) => !left.has(item)), ...arrived].sort(order);
    const clusters = clustersOf(items);
    if (items.length > 0) this.#groups.set(key, { items, clusters });
    else this.#groups.delete(key);
    const [was, is] = [new Set(before.clusters), new Set(clusters)];
    return { gone: [...was.difference(is)], come: [...is.difference(was)] };
  }
}
