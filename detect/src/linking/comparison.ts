import { isCustomer } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import type { Behavior } from './behavior.ts';
import { distributionDifference, isAbove, isBelow } from './difference.ts';
import { heardDifference } from './heard.ts';
import type { Linkable } from './linkable.ts';
import { isOneNumber, sameCallerClass } from './linkable-callers.ts';
import {
  bothOfAreas,
  differentAreas,
  differentExchanges,
  differentOrigids,
  differentReuse,
  sameProvider,
} from './linkable-origin.ts';
import { sameTime, startAndStopTogether } from './linkable-time.ts';
import { answeredDifference, repeatedDifference, rungDifference, shortDifference } from './shares.ts';

/** The outcome of a comparison: plainly one campaign's, plainly not, or too few calls to tell. */
export type ComparisonLevel = 'alike' | 'different' | 'unclear';

/** How two behaviors are held against each other. */
interface Strictness {
  /** Whether a difference in the areas called counts. */
  readonly byArea: boolean;
  /**
   * Both call at the same time. How many calls are answered, and for how long, changes over the day. At the same time it does not, so a
   * part (`thresholds.atOnceLimit`) of the usual limits makes two different.
   */
  readonly atOnce: boolean;
}

/** Compares what two do. The cheapest figures are compared first. */
export function compareBehavior(a: Behavior, b: Behavior, { byArea, atOnce }: Strictness): ComparisonLevel {
  const part = atOnce ? thresholds.atOnceLimit : 1;
  const shares = [shortDifference(a, b), answeredDifference(a, b), rungDifference(a, b)];
  if (shares.some((one) => one !== undefined && isAbove(one, part * thresholds.differentShare)))
    return 'different';
  const message = heardDifference(a, b);
  if (message !== undefined && isAbove(message, part * thresholds.differentMessage)) return 'different';
  const areas = byArea ? distributionDifference(...callsByArea(a, b)) : undefined;
  if (areas !== undefined && isAbove(areas, thresholds.differentAreas)) return 'different';
  const sameMessage = message !== undefined && isBelow(message, thresholds.sameMessage);
  return sameMessage && haveSameShares(a, b) ? 'alike' : 'unclear';
}

/** Whether as many calls are hung up on, and as many are answered, as far as that is told. */
function haveSameShares(a: Behavior, b: Behavior): boolean {
  const answered = answeredDifference(a, b);
  return (
    isBelow(shortDifference(a, b), thresholds.sameShare) &&
    (answered === undefined || isBelow(answered, thresholds.sameShare))
  );
}

/** Whether two may be alike, by the shares of calls alone: the distributions, which cost most, are not looked at. */
export const mayBeAlike = ({ behavior: a }: Linkable, { behavior: b }: Linkable): boolean =>
  haveSameShares(a, b);

/** Calls of both by area called, in the same order. */
export function callsByArea(a: Behavior, b: Behavior): [number[], number[]] {
  const areas = [...new Set([...a.areas.keys(), ...b.areas.keys()])].sort((x, y) => x - y);
  return [areas.map((area) => a.areas.get(area) ?? 0), areas.map((area) => b.areas.get(area) ?? 0)];
}

/**
 * Whether the numbers of one pool are used again and again, and those of the other, of the same class, surely less. Calls were told
 * apart by that before only from others whose callers are called as well, or are not either.
 */
const usedOtherwise = (a: Linkable, b: Linkable) =>
  sameCallerClass(a, b) &&
  !isOneNumber(a) &&
  !isOneNumber(b) &&
  isAbove(repeatedDifference(a.behavior, b.behavior), thresholds.differentUse);

/**
 * Compares two by what they do, and by how they were told apart from other calls of their provider: many customers call
 * behind one. Two that were told apart there are one campaign's only where they are alike. `byExchange`: whether the
 * exchange counts. One customer may have numbers of several.
 */
export function compare(a: Linkable, b: Linkable, { byExchange = true } = {}): ComparisonLevel {
  const ofOneProvider = sameProvider(a, b);
  const apartByArea = ofOneProvider && differentAreas(a, b);
  const atOnce = sameTime(a, b);
  // Two that were told apart by area do call different areas: that says nothing new.
  const level = compareBehavior(a.behavior, b.behavior, { byArea: atOnce && !apartByArea, atOnce });
  if (level !== 'unclear' || !ofOneProvider || startAndStopTogether(a, b)) return level;
  // One campaign may call two areas. But an area's calls and the rest of the provider's calls are two.
  const mayBeOneCampaigns = bothOfAreas(a, b) && sameCallerClass(a, b);
  // Another hour may have nothing beside the same calls that they are to be told apart from.
  const apartByTargets = apartByArea && !mayBeOneCampaigns && (atOnce || !isCustomer(a));
  const apartByReuse = atOnce && (differentReuse(a, b) || usedOtherwise(a, b));
  const apartByExchange = byExchange && differentExchanges(a, b);
  const areApart = apartByTargets || apartByReuse || apartByExchange || differentOrigids(a, b);
  return areApart ? 'different' : 'unclear';
}
