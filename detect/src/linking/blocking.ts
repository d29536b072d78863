import type { Linkable } from './linkable.ts';
import { origidIn, providerOf } from './linkable-origin.ts';
import { gapMs, longestGapMs } from './linkable-time.ts';
import type { MatchKind } from './match.ts';
import { isFromFewExchanges } from './shared-numbers.ts';

/**
 * A blocking rule: it gives each item some keys, and only items with a key in common are compared. So an item is not
 * compared with all others. The rules may let through too many pairs, but never leave out one that could match.
 */
type BlockingRule = (item: Linkable) => readonly (number | string)[];

const named = (name: string) => (name === '' ? [] : [name]);

const byCallers: BlockingRule = ({ behavior }) => behavior.callers;
const byExchanges: BlockingRule = ({ behavior }) => (isFromFewExchanges(behavior) ? behavior.exchanges : []);
const byProvider: BlockingRule = (item) => named(providerOf(item));
const byOrigid: BlockingRule = (item) => named(origidIn(item));
/**
 * Time is cut into spans as long as the longest gap. An item has the spans that it lies in and the one after. So two
 * items that are no further apart than the longest gap have one span in common.
 */
const byTime: BlockingRule = ({ first_ms, last_ms }) => {
  const [first, last] = [Math.floor(first_ms / longestGapMs), Math.floor(last_ms / longestGapMs) + 1];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
};

/** Behavior can match anywhere, so time alone is its blocking rule. */
function rulesFor(kinds: readonly MatchKind[]): BlockingRule[] {
  if (kinds.includes('behavior')) return [byTime];
  const numbers = [byCallers, byExchanges];
  return kinds.includes('origin') ? [...numbers, byProvider, byOrigid] : numbers;
}

/** Finds the items that a new one must be compared with. */
export class BlockingIndex<T extends Linkable> {
  readonly #indexes: readonly {
    readonly keysOf: BlockingRule;
    readonly items: Map<number | string, Set<T>>;
  }[];

  /** `kinds`: the kinds of match that are looked for. */
  constructor(kinds: readonly MatchKind[]) {
    this.#indexes = rulesFor(kinds).map((keysOf) => ({ keysOf, items: new Map() }));
  }

  add(item: T): void {
    for (const { keysOf, items } of this.#indexes) {
      for (const key of keysOf(item)) {
        const known = items.get(key);
        if (known === undefined) items.set(key, new Set([item]));
        else known.add(item);
      }
    }
  }

  remove(item: T): void {
    for (const { keysOf, items } of this.#indexes) {
      for (const key of keysOf(item)) {
        const known = items.get(key);
        known?.delete(item);
        if (known?.size === 0) items.delete(key);
      }
    }
  }

  /** Items with a key in common that are close enough in time to match. */
  comparableWith(item: T): Set<T> {
    const found = new Set<T>();
    for (const { keysOf, items } of this.#indexes) {
      for (const key of keysOf(item)) {
        for (const other of items.get(key) ?? []) if (gapMs(item, other) <= longestGapMs) found.add(other);
      }
    }
    found.delete(item);
    return found;
  }
}
