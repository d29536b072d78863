import { hourMs } from '@ringtrace/schemas/durations';
import { placeName } from '../features/segment-key.ts';
import { isCustomer } from '../features/sources.ts';
import { type Key, KeyIndex } from './key-index.ts';
import type { Linkable } from './linkable.ts';
import { origidIn, providerOf } from './linkable-origin.ts';
import { gapMs, longestGapMs, reachMs } from './linkable-time.ts';
import type { MatchKind } from './match.ts';
import { isFromFewExchanges } from './shared-numbers.ts';

type Keys = (item: Linkable) => readonly Key[];

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
/**
 * A provider's calls of no known customer may be of any of its customers. Two known customers are the same only by
 * their names.
 */
const ofUnnamed: Keys = (item) => (isCustomer(item) ? [] : provider(item));
const ofCustomer: Keys = (item) => (isCustomer(item) ? provider(item) : []);
const fromUnnamed: BlockingRule = { held: provider, sought: ofUnnamed };
const fromCustomer: BlockingRule = { held: ofUnnamed, sought: ofCustomer };
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
  by(rule: BlockingRule): (other: T) => void {
    const ofNumbers = rule === byCallers || rule === byExchanges;
    return (other) => {
      if (other === this.#item || this.#items?.has(other) || gapMs(this.#item, other) > longestGapMs) return;
      this.#items ??= new Map();
      this.#items.set(other, ofNumbers);
    };
  }

  get items(): Comparable<T> {
    return this.#items ?? new Map();
  }
}
