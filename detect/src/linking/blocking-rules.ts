import { hourMs } from '@ringtrace/schemas/durations';
import { placeName } from '../features/segment-key.ts';
import { isCustomer } from '../features/sources.ts';
import type { Key } from './key-index.ts';
import type { Linkable } from './linkable.ts';
import { origidIn, providerOf } from './linkable-origin.ts';
import { reachMs } from './linkable-time.ts';
import type { MatchKind } from './match.ts';
import { isFromFewExchanges } from './shared-numbers.ts';

type Keys = (item: Linkable) => readonly Key[];

/**
 * A blocking rule: only items with a key in common are compared. So an item is not compared with all others. The rules may let
 * through too many pairs, but never leave out one that could match.
 */
export interface BlockingRule {
  /** The keys under which an item is found. */
  readonly held: Keys;
  /** The keys under which an item looks for others. Where one finds another by a rule, the other finds it by this or another rule. */
  readonly sought: Keys;
  /** The keys are calling numbers or exchanges. */
  readonly isOfNumbers: boolean;
}

const bothWays = (keys: Keys): BlockingRule => ({ held: keys, sought: keys, isOfNumbers: false });
const byNumbers = (keys: Keys): BlockingRule => ({ ...bothWays(keys), isOfNumbers: true });
const named = (name: string) => (name === '' ? [] : [name]);
/** Weak items match by their numbers or their customer alone. */
const unlessWeak =
  (keys: Keys): Keys =>
  (item) =>
    item.verdict === 'weak' ? [] : keys(item);
const provider = unlessWeak((item) => named(providerOf(item)));

const byCallers = byNumbers(({ behavior }) => behavior.callers);
const byExchanges = byNumbers(({ behavior }) => (isFromFewExchanges(behavior) ? behavior.exchanges : []));
const byCustomer = bothWays((item) => (isCustomer(item) ? [placeName(item)] : []));
const byOrigid = bothWays(unlessWeak((item) => named(origidIn(item))));
/**
 * A provider's calls of no known customer may be of any of its customers. Two known customers are the same only by
 * their names.
 */
const ofUnnamed: Keys = (item) => (isCustomer(item) ? [] : provider(item));
const ofCustomer: Keys = (item) => (isCustomer(item) ? provider(item) : []);
const fromUnnamed: BlockingRule = { held: provider, sought: ofUnnamed, isOfNumbers: false };
const fromCustomer: BlockingRule = { held: ofUnnamed, sought: ofCustomer, isOfNumbers: false };
/** The hours that an item lies in and reaches into. Two that are within reach of one of them have an hour in common. */
const byTime = bothWays((item) => {
  const reach = reachMs(item);
  const [first, last] = [item.first_ms - reach, item.last_ms + reach].map((ms) => Math.floor(ms / hourMs));
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
});

/**
 * The rules by which matches of these kinds are found, those of numbers first. Behavior can match anywhere, but not at any
 * time.
 */
export function rulesFor(kinds: readonly MatchKind[]): BlockingRule[] {
  const numbers = [byCallers, byExchanges];
  const origins = kinds.includes('origin') ? [byCustomer, byOrigid, fromUnnamed, fromCustomer] : [];
  return [...numbers, ...origins, ...(kinds.includes('behavior') ? [byTime] : [])];
}
