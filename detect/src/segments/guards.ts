import { thresholds } from '../thresholds.ts';
import type { Judgement } from './judgement.ts';
import { isAttestation } from './signals/all.ts';
import { improperAttestation } from './signals/attestation.ts';
import { callBacks } from './signals/caller.ts';
import { type Evidence, total } from './signals/signal.ts';

/**
 * Evidence that speaks against the caller, not against its behavior. A provider that vouches for a number it does not hold is left
 * out: a business may bring its numbers along from another provider, and no list tells.
 */
const againstCaller = (evidence: readonly Evidence[]) =>
  evidence.filter((e) => e.side === 'caller' && e.contribution > 0 && e.name !== improperAttestation.name);

/** Log-odds of attestation, `thresholds.attestationLogOdds` at most, and of all other evidence. */
const bySource = (against: readonly Evidence[]) => ({
  unvouched: Math.min(total(against.filter(isAttestation)), thresholds.attestationLogOdds),
  other: total(against.filter((e) => !isAttestation(e))),
});

/** Log-odds of the evidence against the caller of one segment. */
export function callerSide(evidence: readonly Evidence[]): number {
  const { unvouched, other } = bySource(againstCaller(evidence));
  return unvouched + other;
}

/** The least that the caller's side must say; with less, a segment is blameless. */
export const neededOfCaller = thresholds.callerLogOdds / 2;

/** The sum from which a segment is suspicious. Where the caller's side says little, all else must say more. */
export const neededSum = (caller: number) =>
  thresholds.segmentLogOdds + (caller < thresholds.callerLogOdds ? 1 : 0);

/** z of a one-sided bound that holds nine times in ten. */
const z = 1.28;

/** Upper bound of a rate, nine times in ten right, where `seen` of `calls` calls showed it: of a Poisson count, by Wilson and Hilferty. */
export function atMost(seen: number, calls: number): number {
  const next = seen + 1;
  return (next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3) / Math.max(1, calls);
}

/** Whether a provider answers for a good part of the calls: attestation A, proper or not. */
const isVouchedFor = ({ features: f }: Judgement) =>
  (f.attested_a + f.improper) / Math.max(1, f.calls) >= thresholds.vouchedShare;

/** Whether so few call back, of so many, that an honest caller's called parties would have done it oftener. */
const isNeverCalledBack = ({ features: f }: Judgement) =>
  atMost(f.asked_called_back, f.asked_calls) < thresholds.honestCallBackShare;

/**
 * Whether segments that were judged together may open a campaign: nothing opens without evidence against the caller.
 * - Attestation counts only where few calls are attested A, and call-backs do not speak for the caller.
 * - Missing call-backs count only where few calls are attested A, they are surely missing, and something else speaks against
 *   the caller too.
 */
export function mayOpen(judgement: Judgement): boolean {
  const calledBack = judgement.evidence.find(({ name }) => name === callBacks.name)?.contribution ?? 0;
  const against = againstCaller(judgement.evidence).filter(({ name }) => name !== callBacks.name);
  const isAnsweredFor = isVouchedFor(judgement);
  const { unvouched, other } = bySource(against);
  const beside = other + (isAnsweredFor || calledBack < 0 ? 0 : unvouched);
  const missing =
    beside >= thresholds.besideLogOdds && !isAnsweredFor && isNeverCalledBack(judgement)
      ? Math.max(0, calledBack)
      : 0;
  return beside + missing >= neededOfCaller;
}
