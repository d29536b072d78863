import { thresholds } from '../../thresholds.ts';
import type { Judgement } from '../judgement.ts';
import { atMost } from './rate-bound.ts';

/** Calls that were made so long ago that whoever calls back has mostly done so: of all, and of those that are asked. */
const waited = ({ features: f }: Judgement) => ({
  calls: f.calls - f.recent_calls,
  asked: f.asked_calls - f.recent_asked_calls,
});

/** Whether so few call back, of so many, that an honest caller's called parties would have done it oftener. */
export const isNeverCalledBack = (judgement: Judgement) =>
  atMost(judgement.features.asked_called_back, waited(judgement).asked) < thresholds.honestCallBackShare;

/** Whether so many call-backs of so many calls are more than chance. */
const isSeen = (seen: number, calls: number) =>
  seen >= thresholds.callBacksSeen && seen >= thresholds.callBackShare * calls;

/**
 * Whether so many called parties call back that somebody must be at the numbers: made-up numbers are never called back. Either of
 * callers that nobody calls otherwise, or of all: a small caller behind a reseller is called back, and called by others too.
 */
export function isCalledBack(judgement: Judgement): boolean {
  const { features: f } = judgement;
  const { asked, calls } = waited(judgement);
  return isSeen(f.asked_called_back, asked) || isSeen(f.called_back, calls);
}

/** How far the feeds show call-backs at all, 0 to 1. */
const shownCallBacks = ({ baseline }: Judgement) =>
  Math.min(1, baseline.calledBack / thresholds.ordinaryCallBackShare);

/** Share of calls that a business is called back for at least, as far as the feeds show call-backs. */
const leastCallBacks = (judgement: Judgement) => shownCallBacks(judgement) * thresholds.steadyCallBackShare;

/**
 * Whether the numbers may be called back as a business is. They may be, unless the records show that they surely are
 * not: calls of the last minutes do not show it, nor do feeds that show call-backs of nobody. Where feeds show fewer
 * call-backs of everybody, fewer are asked for.
 */
export const mayBeCalledBack = (judgement: Judgement, z?: number) =>
  atMost(judgement.features.called_back, waited(judgement).calls, z) >= leastCallBacks(judgement);

/**
 * Whether so many calls have waited that call-backs would show: without one of any of them, fewer than a business is
 * called back are left. Until then nothing is known, and a candidate would be opened and taken back.
 */
export const wouldShowCallBacks = (judgement: Judgement) =>
  atMost(0, waited(judgement).asked) < thresholds.steadyCallBackShare;

/**
 * Call-backs that tell of the callers whom nobody calls otherwise. A call-back makes its caller a known one, and
 * calls of known callers are not asked: so all call-backs are taken, less those that friends of known callers make.
 * They call back as often as those of ordinary callers.
 */
function unexplainedCallBacks({ features: f, baseline }: Judgement): number {
  const ofFriends = Math.max(0, f.calls - f.asked_calls) * baseline.calledBack;
  return Math.max(f.asked_called_back, f.called_back - ofFriends);
}

/**
 * Whether so few call back that nobody is at the numbers: of any real callers together, some are called back within
 * the hour. Where feeds show fewer call-backs of everybody, fewer are asked for.
 */
export const isNobodyThere = (judgement: Judgement) =>
  atMost(unexplainedCallBacks(judgement), waited(judgement).asked) <
  shownCallBacks(judgement) * thresholds.nobodyCallBackShare;

/**
 * Whether friends of known callers explain the call-backs: what is left is surely fewer than a business has, and no sign that
 * somebody is at the other numbers. Who makes numbers up hits upon some people's numbers, and these people's calls are among the others.
 */
export function areCalledBackByFriends(judgement: Judgement): boolean {
  const seen = unexplainedCallBacks(judgement);
  const { calls } = waited(judgement);
  return !isSeen(seen, calls) && atMost(seen, calls) < leastCallBacks(judgement);
}
