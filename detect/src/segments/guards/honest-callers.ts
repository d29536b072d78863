import type { Features } from '../../features/features.ts';
import { distinctNumbers } from '../../features/sources.ts';
import { thresholds } from '../../thresholds.ts';
import type { Judgement } from '../judgement.ts';
import { areRejected, isRecording, isRejectedRecording } from '../recording.ts';
import {
  fromAbroad,
  notInMitigationDatabase,
  numbersElsewhere,
  pool,
  severalOrigins,
  unusableCallers,
} from '../signals/caller.ts';
import { manyNumbers, uncalledCallers, uncalledNumbersOfOneRecording } from '../signals/many-numbers.ts';
import type { Signal } from '../signals/signal.ts';
import { areCalledBackByFriends, isCalledBack, isNobodyThere, mayBeCalledBack } from './call-backs.ts';
import { all99 } from './rate-bound.ts';

const namesOf = (signals: readonly Signal[]): ReadonlySet<string> => new Set(signals.map(({ name }) => name));
const none = namesOf([]);

/**
 * Evidence about numbers in use: many of them, each shown a few times, never called, or at several providers. A business that
 * sells on to small ones, or dials out by several providers, looks the same but for its call-backs.
 */
const aboutUse = namesOf([pool, manyNumbers, uncalledCallers, uncalledNumbersOfOneRecording, severalOrigins]);
/** The part of it that is about many numbers: they may be those of many callers. */
const aboutMany = namesOf([pool, manyNumbers, uncalledCallers]);
/** All evidence about the numbers that calls show. Where most calls are ordinary ones, it tells of other callers' numbers. */
const aboutNumbers = aboutUse.union(namesOf([numbersElsewhere]));
/** Evidence about the way of the calls: that of a help desk abroad is the same. */
const aboutWay = namesOf([fromAbroad]);
/**
 * Evidence that awaited calls may give: a passcode from abroad often shows a sender's name, or a number that a gateway cut
 * off. Hundreds of made-up numbers are evidence of their own.
 */
const aboutAwaited = namesOf([unusableCallers]);
/** Evidence about a provider: all its customers share it, the honest ones too. */
export const aboutProvider = namesOf([notInMitigationDatabase]);

/**
 * Whether most calls are of numbers that are shown again and again: by the mean, or because most calls are of busy numbers. Another caller's
 * numbers, with one call each, do not hide these.
 */
const isSteady = ({ calls, calling_numbers, busy_calls }: Features) =>
  calls >= thresholds.steadyCalls * calling_numbers || 2 * busy_calls > calls;

/**
 * Whether few numbers are shown again and again, and may be called back as a business is. This is asked more strictly than
 * of other numbers: its call-backs go to the number's holder, who may not report. Stolen numbers are called back too, but
 * none of them is shown again and again.
 */
const mayBeSteadyBusiness = (judgement: Judgement) =>
  isSteady(judgement.features) && mayBeCalledBack(judgement, all99);

/**
 * Whether somebody is at all of the numbers: nearly every caller is called itself, and called parties call back. Somebody who shows other
 * people's numbers also shows many that nobody calls at the time.
 */
const areAllCalled = (judgement: Judgement) => {
  const { asked_calls, calls } = judgement.features;
  return asked_calls <= thresholds.uncalledShare * calls && isCalledBack(judgement);
};

/** Whether many of the numbers are shown more than once, over all hours together. */
const isShownMoreThanOnce = (features: Features) =>
  features.calls >= thresholds.smallCallersCalls * distinctNumbers(features);

/**
 * Whether the calls may be those of many small callers, such as a reseller's customers. Many of the numbers are then shown more than once,
 * over all hours together, and people talk. Such numbers may be hardly called, and hardly called back, but not never.
 */
const mayBeSmallCallers = (judgement: Judgement) =>
  isShownMoreThanOnce(judgement.features) && !isRecording(judgement.features) && !isNobodyThere(judgement);

/** Whether hardly any number is shown twice, and called parties hang up at once: whoever calls for business keeps its numbers. */
const areThrownAway = ({ features, baseline }: Judgement) =>
  !isShownMoreThanOnce(features) && areRejected(features, baseline);

/**
 * Whether somebody may be at the numbers: called parties call back, or may do so. Of numbers that are thrown away, call-backs count
 * only where friends of known callers do not explain them.
 */
const mayBeInUse = (judgement: Judgement) =>
  !(areThrownAway(judgement) && areCalledBackByFriends(judgement)) &&
  (isCalledBack(judgement) || mayBeCalledBack(judgement));

/** Whether fewer than half of the calls are in excess: then a fact about the numbers is one of other callers' numbers. */
const isMostlyOrdinary = ({ excess, features: f }: Judgement) => excess.calls < f.calls / 2;

/**
 * Whether called parties wait for the calls: most of them answer, and hardly more of them hang up at once than on ordinary calls. A passcode
 * or an alarm is called out so. Nobody calls back either, for nothing is left to ask.
 */
function areAwaited({ features: { calls, answered, short }, baseline }: Judgement): boolean {
  const usual = Math.max(thresholds.shortShare, baseline.shortShare);
  return answered >= thresholds.awaitedAnswerRatio * calls && short <= usual * answered;
}

/**
 * Names of the evidence that an honest caller may have as well.
 * - About numbers in use: unless surely few call back, as far as calls are not too recent to tell.
 * - That the numbers are many: where many are shown more than once, and the calls play no recording.
 * - That calls come from abroad: where a business may be called back, all callers are called, or the calls are awaited.
 * - That the numbers are unusable: where the calls are awaited.
 * - About the provider: always.
 * Where a recording is hung up on, only other callers' numbers among the calls may explain any of it.
 */
export function sharedByHonest(judgement: Judgement): ReadonlySet<string> {
  const ofOthers = isMostlyOrdinary(judgement) ? aboutNumbers : none;
  if (isRejectedRecording(judgement.features, judgement.baseline)) return ofOthers;
  const isAwaited = areAwaited(judgement);
  const isBusiness = mayBeSteadyBusiness(judgement) || areAllCalled(judgement) || isAwaited;
  const ofUse = mayBeInUse(judgement) ? aboutUse : none;
  const ofMany = mayBeSmallCallers(judgement) ? aboutMany : none;
  return aboutProvider
    .union(ofOthers)
    .union(ofUse)
    .union(ofMany)
    .union(isBusiness ? aboutUse.union(aboutWay) : none)
    .union(isAwaited ? aboutAwaited : none);
}
