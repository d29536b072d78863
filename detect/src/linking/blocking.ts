import type { Linkable } from './linkable.ts';
import { origidIn, providerOf } from './linkable-origin.ts';
import { gapMs, longestGapMs, reachMs } from './linkable-time.ts';
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
const hourMs = 3_600_000;
/** The hours that an item lies in and reaches into. Two that are within reach of one of them have an hour in common. */
const byTime: BlockingRule = (item) => {
  const reach = reachMs(item);
  const [first, last] = [item.first_ms - reach, item.last_ms + reach].map((ms) => Math.floor(ms / hourMs));
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
};

/** Behavior can match anywhere, but not at any time. */
function rulesFor(kinds: readonly MatchKind[]): BlockingRule[] {
  const numbers = [byCallers, byExchanges];
  const origins = kinds.includes('origin') ? [byProvider, byOrigid] : [];
  return [...numbers, ...origins, ...(kinds.includes('behavior') ? [byTime] : [])];
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

  /**
   * Items with a key in common that are close enough in time to match, and whether that is a number or an exchange: all others share
   * none.
   */
  comparableWith(item: T): Map<T, boolean> {
    const found = new Map<T, boolean>();
    for (const { keysOf, items } of this.#indexes) {
      const ofNumbers = keysOf === byCallers || keysOf === byExchanges;
      for (const key of keysOf(item))
        for (const other of items.get(key) ?? [])
          if (!found.has(other) && gapMs(item, other) <= longestGapMs) found.set(other, ofNumbers);
    }
    found.delete(item);
    return found;
  }
}
