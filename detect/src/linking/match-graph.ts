import { BlockingIndex } from './blocking.ts';
import { type Cluster, inOrder, type Member } from './cluster.ts';
import type { MatchKind } from './match.ts';
import { type MatchedPair, type MatchWeight, surestFirst, weightOf } from './weight.ts';

/**
 * Matches between items, kept up to date as items come and go. Two items are compared once. Of an item that `starts` nothing, only
 * matches with open items are known until it is opened itself: two such items are never compared.
 */
export class MatchGraph<S extends Member> {
  readonly #kinds: readonly MatchKind[];
  readonly #starts: (item: Cluster<S>) => boolean;
  /** The items whose matches are all known. */
  readonly #open: BlockingIndex<Cluster<S>>;
  /** All others. */
  readonly #closed: BlockingIndex<Cluster<S>>;
  readonly #isOpen = new Set<Cluster<S>>();
  readonly #matches = new Map<Cluster<S>, Map<Cluster<S>, MatchWeight>>();

  /** `kinds`: the kinds of match that count, the surest first. `starts`: whether an item is open as soon as it comes; all are unless said. */
  constructor(kinds: readonly MatchKind[], starts: (item: Cluster<S>) => boolean = () => true) {
    this.#kinds = kinds;
    this.#starts = starts;
    this.#open = new BlockingIndex(kinds);
    this.#closed = new BlockingIndex(kinds);
  }

  has(item: Cluster<S>): boolean {
    return this.#matches.has(item);
  }

  isOpen(item: Cluster<S>): boolean {
    return this.#isOpen.has(item);
  }

  /** Returns the items that are known to match the new one. */
  add(item: Cluster<S>): Iterable<Cluster<S>> {
    const own = new Map<Cluster<S>, MatchWeight>();
    this.#matches.set(item, own);
    for (const [other, mayShare] of this.#open.comparableWith(item)) this.#compare(item, other, mayShare);
    if (this.#starts(item)) this.#addOpen(item);
    else this.#closed.add(item);
    return own.keys();
  }

  /** Looks for all matches of an item; returns those that it did not know. */
  open(item: Cluster<S>): Cluster<S>[] {
    if (this.#isOpen.has(item)) return [];
    this.#closed.remove(item);
    return this.#addOpen(item);
  }

  #addOpen(item: Cluster<S>): Cluster<S>[] {
    const closed = [...this.#closed.comparableWith(item)];
    this.#isOpen.add(item);
    this.#open.add(item);
    return closed.flatMap(([other, mayShare]) => (this.#compare(item, other, mayShare) ? [other] : []));
  }

  #compare(item: Cluster<S>, other: Cluster<S>, mayShare: boolean): boolean {
    // Always in the same order, so that the result does not depend on which came first.
    const [a, b] = inOrder(item, other) < 0 ? [item, other] : [other, item];
    const weight = weightOf(a, b, this.#kinds, mayShare);
    if (weight === undefined) return false;
    this.#matches.get(item)?.set(other, weight);
    this.#matches.get(other)?.set(item, weight);
    return true;
  }

  remove(item: Cluster<S>): void {
    for (const other of this.#matches.get(item)?.keys() ?? []) this.#matches.get(other)?.delete(item);
    this.#matches.delete(item);
    const index = this.#isOpen.delete(item) ? this.#open : this.#closed;
    index.remove(item);
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
