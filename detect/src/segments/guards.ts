import type { Features } from '../features/features.ts';
import { distinctNumbers } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import type { Judgement } from './judgement.ts';
import { isRecording, isRejectedRecording } from './recording.ts';
import { isAttestation } from './signals/all.ts';
import { improperAttestation, mixedAttestation } from './signals/attestation.ts';
import {
  callBacks,
  fromAbroad,
  manyNumbers,
  notInMitigationDatabase,
  numbersElsewhere,
  pool,
  severalOrigins,
  uncalledCallers,
} from './signals/caller.ts';
import { type Evidence, ratio, type Signal, total } from './signals/signal.ts';

/**
 * Evidence that speaks against the caller, not against its behavior. A provider that vouches for a number it does not hold is left
 * out: a business may bring its numbers along from another provider, and no list tells.
 */
const againstCaller = (evidence: readonly Evidence[]) =>
  evidence.filter((e) => e.side === 'caller' && e.contribution > 0 && e.name !== improperAttestation.name);

/** Log-odds of the evidence against the caller of one segment. */
export function callerSide(evidence: readonly Evidence[]): number {
  const against = againstCaller(evidence);
  const unvouched = Math.min(total(against.filter(isAttestation)), thresholds.attestationLogOdds);
  return unvouched + total(against.filter((e) => !isAttestation(e)));
}

/** The least that the caller's side must say; with less, a segment is blameless. */
export const neededOfCaller = thresholds.callerLogOdds / 2;

/** The sum from which a segment is suspicious. Where the caller's side says little, all else must say more. */
export const neededSum = (caller: number) =>
  thresholds.segmentLogOdds + (caller < thresholds.callerLogOdds ? 1 : 0);

/** z of one-sided bounds that hold nine times in ten, and 99 times in 100. */
const nineInTen = 1.28;
const all99 = 2.33;

/**
 * Upper bound of a rate where `seen` of `calls` calls showed it: of a Poisson count, by Wilson and Hilferty. Right nine times in ten unless
 * another `z` is given.
 */
export function atMost(seen: number, calls: number, z = nineInTen): number {
  const next = seen + 1;
  return (next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3) / Math.max(1, calls);
}

/** Whether a provider answers for a good part of the calls: attestation A, proper or not. */
const isVouchedFor = ({ features: f }: Judgement) =>
  (f.attested_a + f.improper) / Math.max(1, f.calls) >= thresholds.vouchedShare;

/**
 * Whether whoever knows the customer mostly answers for the numbers, too: A, proper or not, against B. C is the word of a gateway or transit
 * that knows neither (ATIS-1000074), and unsigned calls are nobody's.
 */
const isVouchedForByOwn = ({ features: { attested_a, improper, attested_b } }: Judgement) =>
  ratio(attested_a + improper, attested_a + improper + attested_b) >= thresholds.vouchedShare;

/** Calls that were made so long ago that whoever calls back has mostly done so: of all, and of those that are asked. */
const waited = ({ features: f }: Judgement) => ({
  calls: f.calls - f.recent_calls,
  asked: f.asked_calls - f.recent_asked_calls,
});

/** Whether so few call back, of so many, that an honest caller's called parties would have done it oftener. */
const isNeverCalledBack = (judgement: Judgement) =>
  atMost(judgement.features.asked_called_back, waited(judgement).asked) < thresholds.honestCallBackShare;

const namesOf = (some: readonly Signal[]): ReadonlySet<string> => new Set(some.map(({ name }) => name));
const none = namesOf([]);

/**
 * Evidence about numbers in use: many of them, each shown a few times, never called, or at several providers. A business that
 * sells on to small ones, or dials out by several providers, looks the same but for its call-backs.
 */
const aboutUse = namesOf([pool, manyNumbers, uncalledCallers, severalOrigins]);
/** The part of it that is about many numbers: they may be those of many callers. */
const aboutMany = namesOf([pool, manyNumbers, uncalledCallers]);
/** All evidence about the numbers that calls show. Where most calls are ordinary ones, it tells of other callers' numbers. */
const aboutNumbers = aboutUse.union(namesOf([numbersElsewhere]));
/** Evidence about the way of the calls: that of a help desk abroad is the same. */
const aboutWay = namesOf([fromAbroad]);

/** Evidence about a provider: all its customers share it, the honest ones too. */
const aboutProvider = namesOf([notInMitigationDatabase]);

/**
 * Whether so many called parties call back that somebody must be at the numbers: made-up numbers are never called back. Either of
 * callers that nobody calls otherwise, or of all: a small caller behind a reseller is called back, and called by others too.
 */
function isCalledBack(judgement: Judgement): boolean {
  const { features: f } = judgement;
  const isSeen = (seen: number, calls: number) =>
    seen >= thresholds.callBacksSeen && seen >= thresholds.callBackShare * calls;
  const { asked, calls } = waited(judgement);
  return isSeen(f.asked_called_back, asked) || isSeen(f.called_back, calls);
}

/**
 * Whether somebody is at all of the numbers: nearly every caller is called itself, and called parties call back. Somebody who shows other
 * people's numbers also shows many that nobody calls at the time.
 */
const areAllCalled = (judgement: Judgement) => {
  const { asked_calls, calls } = judgement.features;
  return asked_calls <= thresholds.uncalledShare * calls && isCalledBack(judgement);
};

/** How far the feeds show call-backs at all, 0 to 1. */
const shownCallBacks = ({ baseline }: Judgement) =>
  Math.min(1, baseline.calledBack / thresholds.ordinaryCallBackShare);

/** Share of calls that a business is called back for at least, as far as the feeds show call-backs. */
const leastCallBacks = (judgement: Judgement) => shownCallBacks(judgement) * thresholds.steadyCallBackShare;

/**
 * Whether the numbers may be called back as a business is. They may be, unless the records show that they surely are not: calls of the last
 * minutes do not show it, nor do feeds that show call-backs of nobody. Where feeds show fewer call-backs of everybody, fewer are asked for.
 */
const mayBeCalledBack = (judgement: Judgement, z = nineInTen) =>
  atMost(judgement.features.called_back, waited(judgement).calls, z) >= leastCallBacks(judgement);

/**
 * Whether so many calls have waited that call-backs would show: without one of any of them, fewer than a business is called back are left.
 * Until then nothing is known, and a candidate would be opened and taken back.
 */
const wouldShowCallBacks = (judgement: Judgement) =>
  atMost(0, waited(judgement).asked) < thresholds.steadyCallBackShare;

/**
 * Whether most calls are of numbers that are shown again and again: by the mean, or because most calls are of busy numbers. Another caller's
 * numbers, with one call each, do not hide these.
 */
const isSteady = ({ calls, calling_numbers, busy_calls }: Features) =>
  calls >= thresholds.steadyCalls * calling_numbers || 2 * busy_calls > calls;

/**
 * Whether few numbers are shown again and again, and may be called back as a business is: one that dials out by several providers, or a help
 * desk abroad. This is asked more strictly than of other numbers: its call-backs go to the holder of the number, who may not report. Numbers
 * stolen from people are called back by these people's friends, but none of them is shown again and again.
 */
const mayBeSteadyBusiness = (judgement: Judgement) =>
  isSteady(judgement.features) && mayBeCalledBack(judgement, all99);

const contributionOf = ({ evidence }: Judgement, { name }: Signal) =>
  evidence.find((e) => e.name === name)?.contribution ?? 0;

/**
 * Whether so few call back that nobody is at the numbers: of any real callers together, some are called back within the hour. Where feeds
 * show fewer call-backs of everybody, fewer are asked for.
 */
const isNobodyThere = (judgement: Judgement) =>
  atMost(judgement.features.asked_called_back, waited(judgement).asked) <
  shownCallBacks(judgement) * thresholds.nobodyCallBackShare;

/**
 * Whether the calls may be those of many small callers, such as a reseller's customers. Many of the numbers are then shown more than once,
 * over all hours together, and people talk. Such numbers may be hardly called, and hardly called back, but not never.
 */
const mayBeSmallCallers = (judgement: Judgement) =>
  judgement.features.calls >= thresholds.smallCallersCalls * distinctNumbers(judgement.features) &&
  !isRecording(judgement.features) &&
  !isNobodyThere(judgement);

/** Log-odds of attestation by what it says: that it changes from call to call, and that nobody vouches for the number. */
const ofAttestation = (against: readonly Evidence[]) => {
  const isMixed = ({ name }: Evidence) => name === mixedAttestation.name;
  const all = against.filter(isAttestation);
  return { mixed: total(all.filter(isMixed)), plain: total(all.filter((e) => !isMixed(e))) };
};

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

/** Names of the evidence that an honest caller may have as well. */
function sharedByHonest(judgement: Judgement): ReadonlySet<string> {
  const ofOthers = isMostlyOrdinary(judgement) ? aboutNumbers : none;
  if (isRejectedRecording(judgement.features, judgement.baseline)) return ofOthers;
  const isBusiness = mayBeSteadyBusiness(judgement) || areAllCalled(judgement) || areAwaited(judgement);
  const ofUse = isCalledBack(judgement) || mayBeCalledBack(judgement) ? aboutUse : none;
  const ofMany = mayBeSmallCallers(judgement) ? aboutMany : none;
  return aboutProvider
    .union(ofOthers)
    .union(ofUse)
    .union(ofMany)
    .union(isBusiness ? aboutUse.union(aboutWay) : none);
}

/**
 * Whether segments that were judged together may open a campaign: nothing opens without evidence against the caller.
 * - Evidence about numbers in use counts only where surely few call back: calls of the last half hour cannot tell.
 *   That they are many counts only where each is shown a few times, or where the calls play a recording.
 * - That calls come from abroad counts unless the numbers may be a business's that is called back, all of them are called, or the calls are
 *   awaited.
 * - That a provider is not listed counts no more than a missing attestation.
 * - All of this counts in full where the calls play a recording that is hung up on.
 * - Attestation counts only where few calls are attested A, and call-backs do not speak for the caller.
 *   That one signer attests a number in several ways counts only where A is rare beside B, and once call-backs would show.
 *   A provider may know some of a customer's numbers. That nobody vouches for the number is never enough: a business whose numbers came
 *   along may find a provider that vouches for none.
 * - Missing call-backs count only where few calls are attested A and they are surely missing, by calls of more than half an hour ago.
 *   Something else than missing attestation must speak against the caller too.
 */
export function mayOpen(judgement: Judgement): boolean {
  const calledBack = contributionOf(judgement, callBacks);
  const against = againstCaller(judgement.evidence).filter(({ name }) => name !== callBacks.name);
  const isAnsweredFor = isVouchedFor(judgement);
  const shared = sharedByHonest(judgement);
  const other = total(against.filter((e) => !isAttestation(e) && !shared.has(e.name)));
  const unlisted = total(against.filter((e) => shared.has(e.name) && aboutProvider.has(e.name)));
  const mayVouch = isAnsweredFor || calledBack < 0;
  const { mixed: changing, plain } = mayVouch ? { mixed: 0, plain: 0 } : ofAttestation(against);
  const mixed = isVouchedForByOwn(judgement) || !wouldShowCallBacks(judgement) ? 0 : changing;
  const unvouched = Math.min(
    mixed + Math.min(plain + unlisted, thresholds.plainAttestationLogOdds),
    thresholds.attestationLogOdds,
  );
  const isBeside =
    other + mixed >= thresholds.besideLogOdds || isRejectedRecording(judgement.features, judgement.baseline);
  const missing = isBeside && !isAnsweredFor && isNeverCalledBack(judgement) ? Math.max(0, calledBack) : 0;
  return other + unvouched + missing >= neededOfCaller;
}
