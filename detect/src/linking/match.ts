import { ringsOnce } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import { type ComparisonLevel, compare, mayBeAlike } from './comparison.ts';
import type { Linkable } from './linkable.ts';
import { isOneNumber, sameCallers, sameFalseNumbers, sameNumberPattern } from './linkable-callers.ts';
import {
  bothOfAreas,
  mayBeSameCustomer,
  sameCustomer,
  sameOrigid,
  sameOriginKey,
  sameProvider,
} from './linkable-origin.ts';
import {
  areCutOut,
  beginOrEndTogether,
  gapMs,
  isCutBetween,
  longestGapMs,
  namedGapMs,
  runInTurn,
  sameSpan,
  sameTime,
  startAndStopTogether,
  takesOver,
} from './linkable-time.ts';
import { sameMessage } from './message.ts';
import { sharedNumbers } from './shared-numbers.ts';
import { mayReach, sumOfWeights } from './sum-of-weights.ts';

/**
 * The kinds of match, in order of their evidence weight, the surest first.
 * - `numbers`: the same calling numbers.
 * - `some numbers`: many of the same calling numbers.
 * - `origin`: the same customer, origid or provider.
 * - `provider`: two numbers in steady use at the same provider.
 * - `behavior`: only what the calls are like.
 * - `evidence`: no single reason, but all comparisons together.
 */
export const matchKinds = ['numbers', 'some numbers', 'origin', 'provider', 'behavior', 'evidence'] as const;
export type MatchKind = (typeof matchKinds)[number];

/**
 * The surest reason to take two for one campaign's; undefined where there is none, or where they plainly differ. `mayShare` is false
 * where they are known to have no calling number and no exchange in common.
 */
export function match(a: Linkable, b: Linkable, mayShare = true): MatchKind | undefined {
  if (gapMs(a, b) > longestGapMs) return undefined;
  const shared = mayShare ? sharedNumbers(a.behavior, b.behavior) : 0;
  // Almost all numbers are the same: whatever else differs, one caller uses them.
  if (shared >= thresholds.sameCallerShare) return 'numbers';
  const isOfPool = mayShare && (isNumberOfPool(a, b) || isNumberOfPool(b, a));
  const isShared = shared >= thresholds.sharedCallerShare || isOfPool;
  const ofOneCustomer = sameCustomer(a, b);
  const ofOnePattern = sameNumberPattern(a, b);
  // A weak segment may hold somebody else's ordinary calls, which come by the same way.
  const areSuspected = a.verdict !== 'weak' && b.verdict !== 'weak';
  const mayMatchByWay = ofOnePattern && areSuspected;
  const ringsTogether = areSuspected && ringTogether(a, b);
  const dialsTogether = areSuspected && ofOneDialer(a, b);
  const sharesFew = shared >= thresholds.someCallerShare;
  const byProvider = mayMatchByWay && (sameOrigid(a, b) || mayBeSameCustomer(a, b));
  // Before the comparison, which costs most: nearly all pairs end here.
  if (!isShared && !sharesFew && !ofOneCustomer && !ringsTogether && !dialsTogether) {
    if (!mayMatchByWay) return undefined;
    const mayMatch = byProvider ? mayMatchByProvider(a, b) : mayMatchByDoing(a, b, shared);
    if (!mayMatch) return undefined;
  }
  const level = compare(a, b);
  if (level === 'different') return undefined;
  // Few common numbers prove something only of calls that are alike, and that are suspected for themselves.
  if (isShared || (sharesFew && areSuspected && level === 'alike')) return 'some numbers';
  if (ofOneCustomer) return ofOnePattern || level === 'alike' ? 'origin' : undefined;
  if (ringsTogether) return 'behavior';
  const kind = byProvider ? matchByProvider(a, b, level) : undefined;
  if (kind !== undefined) return kind;
  if (dialsTogether) return 'behavior';
  if (byProvider || !mayMatchByWay) return undefined;
  if (matchesByBehavior(a, b, level)) return 'behavior';
  return matchesByEvidence(a, b, level) ? 'evidence' : undefined;
}

/**
 * Whether one is a number in steady use, and the other is a pool of small numbers in which it is. A number has fewer calls in the
 * first and last hour of a campaign, and is small then.
 */
const isNumberOfPool = (one: Linkable, pool: Linkable) =>
  isOneNumber(one) &&
  pool.caller_class === 'number' &&
  pool.calling_number === 0 &&
  one.behavior.callers.length > 0 &&
  one.behavior.callers.every((caller) => pool.behavior.callers.includes(caller));

/** Who rings once may show numbers of several countries at a time: at one provider, from the same minute to the same minute. */
const ringTogether = (a: Linkable, b: Linkable) =>
  ringsOnce(a) && ringsOnce(b) && sameProvider(a, b) && sameSpan(a, b);

const ofMadeUpNumbers = (item: Linkable) => !isOneNumber(item) && !ringsOnce(item);

/**
 * Whether one dialer makes up all numbers: at one provider, it starts and stops them together. Some of the numbers are a neighbor's, and some are nobody's.
 */
const ofOneDialer = (a: Linkable, b: Linkable) =>
  ofMadeUpNumbers(a) && ofMadeUpNumbers(b) && mayBeSameCustomer(a, b) && startAndStopTogether(a, b);

/**
 * Many customers may call behind the provider or origid. Whoever comes back there after a longer pause is another one,
 * unless plainly alike.
 */
function matchByProvider(a: Linkable, b: Linkable, level: ComparisonLevel): MatchKind | undefined {
  if (level === 'alike') return 'origin';
  if (gapMs(a, b) > namedGapMs) return undefined;
  return isOneNumber(a) && !sameOrigid(a, b) ? 'provider' : 'origin';
}

/** Whether two of one provider match if they are alike: asks only what costs little. */
const mayMatchByProvider = (a: Linkable, b: Linkable) => gapMs(a, b) <= namedGapMs || mayBeAlike(a, b);

/** A provider's proven customer that is not suspicious by itself. */
const isOnlyPossibleCustomer = (item: Linkable) =>
  item.origin_provider !== '' && item.verdict !== 'suspicious';

/**
 * Whether behavior must be plainly alike, and not only free of differences. This is so where
 * - numbers are in steady use: another number at another provider is another caller as a rule;
 * - calls may be of many origins: what they have in common proves little;
 * - both were told apart by the area they call: a campaign that moves on keeps to its list;
 * - a proven customer is only possible: nobody is suspected for another's calls.
 */
const mustBeAlike = (a: Linkable, b: Linkable) =>
  isOneNumber(a) ||
  a.mixed ||
  b.mixed ||
  bothOfAreas(a, b) ||
  isOnlyPossibleCustomer(a) ||
  isOnlyPossibleCustomer(b);

/**
 * Whether two may match by what their calls are like, if these are alike. It asks only what costs little, and never refuses two that
 * match by behavior or by evidence.
 */
const mayMatchByDoing = (a: Linkable, b: Linkable, shared: number) =>
  (!mustBeAlike(a, b) || mayBeAlike(a, b)) &&
  (matchesByBehavior(a, b, 'alike') ||
    (sameFalseNumbers(a, b) && !a.mixed && !b.mixed && mayReach(a, b, thresholds.evidenceBits, shared > 0)));

/**
 * Whether one stops and the other goes on. Segments are cut at full hours. There the calls of one place go on in its next segment, and so do steady
 * calls of anybody at other places: these tell nothing.
 */
const goesOnAt = (a: Linkable, b: Linkable) =>
  takesOver(a, b) && (sameOriginKey(a, b) || !isCutBetween(a, b));

/** Whether they begin and end together. Steady calls of anybody fill the same hours, where segments are cut: these must have one message as well. */
const runTogether = (a: Linkable, b: Linkable) =>
  sameSpan(a, b) && (!areCutOut(a, b) || sameMessage(a.behavior, b.behavior));

function matchesByBehavior(a: Linkable, b: Linkable, level: ComparisonLevel): boolean {
  if (!sameFalseNumbers(a, b)) return false;
  if (level !== 'alike' && mustBeAlike(a, b)) return false;
  const isMixed = a.mixed || b.mixed;
  if (a.mixed && b.mixed && !sameOriginKey(a, b)) return false;
  if (!isOneNumber(a) && runTogether(a, b)) return true;
  if (!isOneNumber(a) && !isMixed && sameCallers(a, b) && goesOnAt(a, b)) return true;
  const inTurn = runInTurn(a, b) && !isCutBetween(a, b);
  const together = level === 'alike' && sameTime(a, b) && beginOrEndTogether(a, b);
  return (inTurn || together) && sameMessage(a.behavior, b.behavior);
}

/** Whether all comparisons together prove it. Guards that no weight can outdo come first. */
function matchesByEvidence(a: Linkable, b: Linkable, level: ComparisonLevel): boolean {
  if (!sameFalseNumbers(a, b) || a.mixed || b.mixed) return false;
  if (level !== 'alike' && mustBeAlike(a, b)) return false;
  return sumOfWeights(a, b) >= thresholds.evidenceBits;
}
