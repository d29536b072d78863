import { BlockingIndex, type Comparable } from './blocking.ts';
import { type Cluster, inOrder, type Member } from './cluster.ts';
import type { MatchKind } from './match.ts';
import { type MatchedPair, type MatchWeight, surestFirst, weightOf } from './weight.ts';

/**
 * Matches between items, kept up to date as items come and go. Two items are compared once. Of an item that `starts`
 * nothing, only matches with open items are known until it is opened itself: two such items are never compared.
 */
export class MatchGraph<S extends Member> {
  readonly #kinds: readonly MatchKind[];
  readonly #starts: (item: Cluster<S>) => boolean;
  /** The items whose matches are all known. */
  readonly #open: BlockingIndex<Cluster<S>>;
  /** All others. */
  readonly #closed: BlockingIndex<Cluster<S>>;
  readonly #isOpen = new Set<Cluster<S>>();
  /** Of each item its matches; undefined where there are none yet, as of most. */
  readonly #matches = new Map<Cluster<S>, Map<Cluster<S>, MatchWeight> | undefined>();

  /**
   * `kinds`: the kinds of match that count, the surest first. `starts`: whether an item is open as soon as it comes;
   * all are unless said.
   */
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
    this.#matches.set(item, undefined);
    if (this.#starts(item)) {
      this.#compareAll(item, this.#open.addComparing(item));
      this.#openAdded(item);
    } else {
      this.#compareAll(item, this.#open.comparableWith(item));
      this.#closed.add(item);
    }
    return this.#matching(item);
  }

  #matching(item: Cluster<S>): Iterable<Cluster<S>> {
    return this.#matches.get(item)?.keys() ?? [];
  }

  /** Looks for all matches of an item; returns those that it did not know. */
  open(item: Cluster<S>): Cluster<S>[] {
    if (this.#isOpen.has(item)) return [];
    this.#closed.removeAll([item]);
    this.#open.add(item);
    return this.#openAdded(item);
  }

  /** Compares an item that is open now with those that are not. */
  #openAdded(item: Cluster<S>): Cluster<S>[] {
    this.#isOpen.add(item);
    return this.#compareAll(item, this.#closed.comparableWith(item));
  }

  /** Returns those that match. */
  #compareAll(item: Cluster<S>, others: Comparable<Cluster<S>>): Cluster<S>[] {
    const matching: Cluster<S>[] = [];
    for (const [other, mayShare] of others) if (this.#compare(item, other, mayShare)) matching.push(other);
    return matching;
  }

  #compare(item: Cluster<S>, other: Cluster<S>, mayShare: boolean): boolean {
    // Always in the same order, so that the result does not depend on which came first.
    const [a, b] = inOrder(item, other) < 0 ? [item, other] : [other, item];
    const weight = weightOf(a, b, this.#kinds, mayShare);
    if (weight === undefined) return false;
    this.#note(item, other, weight);
    this.#note(other, item, weight);
    return true;
  }

  #note(item: Cluster<S>, other: Cluster<S>, weight: MatchWeight): void {
    const known = this.#matches.get(item);
    if (known === undefined) this.#matches.set(item, new Map([[other, weight]]));
    else known.set(other, weight);
  }

  removeAll(gone: readonly Cluster<S>[]): void {
    for (const item of gone) {
      for (const other of this.#matching(item)) this.#matches.get(other)?.delete(item);
      this.#matches.delete(item);
    }
    const open = gone.filter((item) => this.#isOpen.has(item));
    const closed = gone.filter((item) => !this.#isOpen.has(item));
    for (const item of open) this.#isOpen.delete(item);
    this.#open.removeAll(open);
    this.#closed.removeAll(closed);
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
        for (const other of this.#matching(item)) if (open.delete(other)) items.push(other);
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
