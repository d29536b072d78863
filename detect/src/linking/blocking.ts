import { placeName } from '../features/segment-key.ts';
import { isCustomer } from '../features/sources.ts';
import type { Linkable } from './linkable.ts';
import { origidIn, providerOf } from './linkable-origin.ts';
import { gapMs, longestGapMs, reachMs } from './linkable-time.ts';
import type { MatchKind } from './match.ts';
import { isFromFewExchanges } from './shared-numbers.ts';

type Keys = (item: Linkable) => readonly (number | string)[];

/**
 * A blocking rule: only items with a key in common are compared. So an item is not compared with all others. The rules may let
 * through too many pairs, but never leave out one that could match.
 */
interface BlockingRule {
  /** The keys under which an item is found. */
  readonly held: Keys;
  /** The keys under which an item looks for others. Where one item finds another, the other one finds it too. */
  readonly sought: Keys;
}

const bothWays = (keys: Keys): BlockingRule => ({ held: keys, sought: keys });
const named = (name: string) => (name === '' ? [] : [name]);
/** Weak items match by their numbers or their customer alone. */
const unlessWeak =
  (keys: Keys): Keys =>
  (item) =>
    item.verdict === 'weak' ? [] : keys(item);
const provider = unlessWeak((item) => named(providerOf(item)));

const byCallers = bothWays(({ behavior }) => behavior.callers);
const byExchanges = bothWays(({ behavior }) => (isFromFewExchanges(behavior) ? behavior.exchanges : []));
const byCustomer = bothWays((item) => (isCustomer(item) ? [placeName(item)] : []));
const byOrigid = bothWays(unlessWeak((item) => named(origidIn(item))));
/** A provider's calls of no known customer may be of any of its customers. Two known customers are the same only by their names. */
const ofUnnamed: Keys = (item) => (isCustomer(item) ? [] : provider(item));
const ofCustomer: Keys = (item) => (isCustomer(item) ? provider(item) : []);
const fromUnnamed: BlockingRule = { held: provider, sought: ofUnnamed };
const fromCustomer: BlockingRule = { held: ofUnnamed, sought: ofCustomer };
const hourMs = 3_600_000;
/** The hours that an item lies in and reaches into. Two that are within reach of one of them have an hour in common. */
const byTime = bothWays((item) => {
  const reach = reachMs(item);
  const [first, last] = [item.first_ms - reach, item.last_ms + reach].map((ms) => Math.floor(ms / hourMs));
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
});

/** Behavior can match anywhere, but not at any time. */
function rulesFor(kinds: readonly MatchKind[]): BlockingRule[] {
  const numbers = [byCallers, byExchanges];
  const origins = kinds.includes('origin') ? [byCustomer, byOrigid, fromUnnamed, fromCustomer] : [];
  return [...numbers, ...origins, ...(kinds.includes('behavior') ? [byTime] : [])];
}

/** Finds the items that a new one must be compared with. */
export class BlockingIndex<T extends Linkable> {
  readonly #indexes: readonly {
    readonly rule: BlockingRule;
    readonly items: Map<number | string, Set<T>>;
  }[];

  /** `kinds`: the kinds of match that are looked for. */
  constructor(kinds: readonly MatchKind[]) {
    this.#indexes = rulesFor(kinds).map((rule) => ({ rule, items: new Map() }));
  }

  add(item: T): void {
    for (const { rule, items } of this.#indexes) {
      for (const key of rule.held(item)) {
        const known = items.get(key);
        if (known === undefined) items.set(key, new Set([item]));
        else known.add(item);
      }
    }
  }

  remove(item: T): void {
    for (const { rule, items } of this.#indexes) {
      for (const key of rule.held(item)) {
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
    for (const { rule, items } of this.#indexes) {
      const ofNumbers = rule === byCallers || rule === byExchanges;
      for (const key of rule.sought(item))
        for (const other of items.get(key) ?? [])
          if (!found.has(other) && gapMs(item, other) <= longestGapMs) found.set(other, ofNumbers);
    }
    found.delete(item);
    return found;
  }
}
