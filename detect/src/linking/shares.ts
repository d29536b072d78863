import type { Behavior } from './behavior.ts';
import { type Difference, shareDifference } from './difference.ts';

/** How far two are apart in the share of answered calls that were hung up on at once. */
export const shortDifference = (a: Behavior, b: Behavior): Difference =>
  shareDifference([a.short, b.short], [a.answered, b.answered]);

const toldCalls = ({ calls, untoldCalls }: Behavior) => calls - untoldCalls;
/** A segment of few calls may have answered ones by chance: it does not speak for the others, of which only answered calls are told. */
const isMostlyTold = (behavior: Behavior) => toldCalls(behavior) > behavior.untoldCalls;

/** A share of all calls, of those of two behaviors of which unanswered calls are told too; undefined where these are not most of them. */
function ofTold(part: (behavior: Behavior) => number, a: Behavior, b: Behavior): Difference | undefined {
  if (!isMostlyTold(a) || !isMostlyTold(b)) return undefined;
  return shareDifference([part(a), part(b)], [toldCalls(a), toldCalls(b)]);
}

/** The same in the share of calls that were answered; undefined where the feeds tell only of the answered ones. */
export const answeredDifference = (a: Behavior, b: Behavior) =>
  ofTold(({ answered, untoldAnswered }) => answered - untoldAnswered, a, b);

/** The same in the share of calls that were given up within a ring: these are unanswered ones. */
export const rungDifference = (a: Behavior, b: Behavior) => ofTold(({ rung }) => rung, a, b);

/** The same in the share of calls that show a number which another call of the hour shows as well. */
export const repeatedDifference = (a: Behavior, b: Behavior): Difference =>
  shareDifference([a.repeatedCalls, b.repeatedCalls], [a.shownCalls, b.shownCalls]);
