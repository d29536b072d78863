import { type BlockingRule, rulesFor } from './blocking-rules.ts';
import { KeyIndex } from './key-index.ts';
import type { Linkable } from './linkable.ts';
import { gapMs, longestGapMs } from './linkable-time.ts';
import type { MatchKind } from './match.ts';

/**
 * Items that one must be compared with, and whether they may have a number or an exchange in common: all others share none.
 */
export type Comparable<T> = ReadonlyMap<T, boolean>;

/** Finds the items that a new one must be compared with. */
export class BlockingIndex<T extends Linkable> {
  readonly #indexes: readonly { readonly rule: BlockingRule; readonly items: KeyIndex<T> }[];
  readonly #held = new Set<T>();

  /** `kinds`: the kinds of match that are looked for. */
  constructor(kinds: readonly MatchKind[]) {
    this.#indexes = rulesFor(kinds).map((rule) => ({ rule, items: new KeyIndex() }));
  }

  add(item: T): void {
    this.#held.add(item);
    for (const { rule, items } of this.#indexes) for (const key of rule.held(item)) items.add(key, item);
  }

  /** Removes those of some items that are held. */
  removeAll(items: readonly T[]): void {
    const gone = items.filter((item) => this.#held.delete(item));
    for (const { rule, items } of this.#indexes) {
      // A round mostly replaces all of them.
      if (this.#held.size === 0) items.clear();
      else for (const item of gone) for (const key of rule.held(item)) items.remove(key, item);
    }
  }

  /** Items with a key in common that are close enough in time to match. */
  comparableWith(item: T): Comparable<T> {
    const found = new Found(item);
    if (this.#held.size === 0) return found.items;
    for (const { rule, items } of this.#indexes) {
      const add = found.by(rule);
      for (const key of rule.sought(item)) items.find(key, add);
    }
    return found.items;
  }

  /** The same, and adds the item. Most keys are looked up once for both. */
  addComparing(item: T): Comparable<T> {
    const found = new Found(item);
    this.#held.add(item);
    for (const { rule, items } of this.#indexes) {
      const add = found.by(rule);
      if (rule.held === rule.sought) for (const key of rule.held(item)) items.addFinding(key, item, add);
      else {
        for (const key of rule.sought(item)) items.find(key, add);
        for (const key of rule.held(item)) items.add(key, item);
      }
    }
    return found.items;
  }
}

/** What was found for an item. Most items find nothing. */
class Found<T extends Linkable> {
  readonly #item: T;
  #items: Map<T, boolean> | undefined;

  constructor(item: T) {
    this.#item = item;
  }

  /** Takes what a rule finds. The rules of numbers come first. */
  by({ isOfNumbers }: BlockingRule): (other: T) => void {
    return (other) => {
      if (other === this.#item || this.#items?.has(other) || gapMs(this.#item, other) > longestGapMs) return;
      this.#items ??= new Map();
      this.#items.set(other, isOfNumbers);
    };
  }

  get items(): Comparable<T> {
    return this.#items ?? new Map();
  }
}
