import { BlockingIndex } from './blocking.ts';
import { type Cluster, inOrder, type Member } from './cluster.ts';
import type { MatchKind } from './match.ts';
import { type MatchedPair, type MatchWeight, surestFirst, weightOf } from './weight.ts';

/** All matches between items, kept up to date as items come and go. An item is compared once, when it comes. */
export class MatchGraph<S extends Member> {
  readonly #kinds: readonly MatchKind[];
  readonly #index: BlockingIndex<Cluster<S>>;
  readonly #matches = new Map<Cluster<S>, Map<Cluster<S>, MatchWeight>>();

  /** `kinds`: the kinds of match that count, the surest first. */
  constructor(kinds: readonly MatchKind[]) {
    this.#kinds = kinds;
    this.#index = new BlockingIndex(kinds);
  }

  has(item: Cluster<S>): boolean {
    return this.#matches.has(item);
  }

  /** Returns the items that match the new one. */
  add(item: Cluster<S>): Iterable<Cluster<S>> {
    const own = new Map<Cluster<S>, MatchWeight>();
    for (const other of this.#index.comparableWith(item)) {
      // Always in the same order, so that the result does not depend on which came first.
      const [a, b] = inOrder(item, other) < 0 ? [item, other] : [other, item];
      const weight = weightOf(a, b, this.#kinds);
      if (weight === undefined) continue;
      own.set(other, weight);
      this.#matches.get(other)?.set(item, weight);
    }
    this.#matches.set(item, own);
    this.#index.add(item);
    return own.keys();
  }

  remove(item: Cluster<S>): void {
    for (const other of this.#matches.get(item)?.keys() ?? []) this.#matches.get(other)?.delete(item);
    this.#matches.delete(item);
    this.#index.remove(item);
  }

  /**
   * The connected components that `starts` are in: items that match, directly or through others. Each in a fixed order.
   */
  componentsOf(starts: ReadonlySet<Cluster<S>>): Cluster<S>[][] {
    const open = new Set(starts);
    const components: Cluster<S>[][] = [];
    for (const start of open) {
      const items = [start];
      open.delete(start);
      for (const item of items)
        for (const other of this.#matches.get(item)?.keys() ?? []) if (open.delete(other)) items.push(other);
      components.push(items.sort(inOrder));
    }
    return components;
  }

  /** The matches between items of a component, in the order in which they are joined. */
  pairsOf(items: readonly Cluster<S>[]): MatchedPair[] {
    const indexes = new Map(items.map((item, i) => [item, i]));
    const pairs = items.flatMap((a, i) =>
      [...(this.#matches.get(a) ?? [])].flatMap(([b, weight]) => {
        const j = indexes.get(b) ?? i;
        return i < j ? [{ i, j, ...weight, calls: Math.min(a.calls, b.calls) }] : [];
      }),
    );
    return pairs.sort(surestFirst);
  }
}
