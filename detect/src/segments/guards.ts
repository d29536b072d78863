import { thresholds } from '../thresholds.ts';
import type { Judgement } from './judgement.ts';
import { isAttestation } from './signals/all.ts';
import { improperAttestation } from './signals/attestation.ts';
import { callBacks } from './signals/caller.ts';
import type { Evidence } from './signals/signal.ts';

const total = (evidence: readonly Evidence[]) => evidence.reduce((sum, e) => sum + e.contribution, 0);

/**
 * Evidence that speaks against the caller, not against its behavior. A provider that vouches for a number it does not hold is left
 * out: a business may bring its numbers along from another provider, and no list tells.
 */
const againstCaller = (evidence: readonly Evidence[]) =>
  evidence.filter((e) => e.side === 'caller' && e.contribution > 0 && e.name !== improperAttestation.name);

/** Log-odds of the evidence against the caller of one segment. Attestation counts up to `thresholds.attestationLogOdds`. */
export function callerSide(evidence: readonly Evidence[]): number {
  const against = againstCaller(evidence);
  const unvouched = total(against.filter(isAttestation));
  return Math.min(unvouched, thresholds.attestationLogOdds) + total(against) - unvouched;
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

/** Whether the called parties would have called back by now, if this were an honest caller whom nobody vouches for. */
function isNeverCalledBack({ features: f }: Judgement): boolean {
  const vouched = (f.attested_a + f.improper) / Math.max(1, f.calls);
  return (
    vouched < thresholds.vouchedShare &&
    atMost(f.asked_called_back, f.asked_calls) < thresholds.honestCallBackShare
  );
}

/** Whether call-backs could have spoken for the caller: they are asked of busy numbers, where the feeds show any in the hour. */
const tellCallBacks = ({ features, baseline }: Judgement) =>
  features.kind === 'number' && baseline.calledBack > thresholds.callBackShare;

/**
 * Whether segments that were judged together may open a campaign: nothing opens without evidence against the caller.
 * Missing call-backs count only where they are surely missing, few calls are attested A, and something else speaks against the
 * caller too. That nobody vouches for the calls proves nothing where people call the number back. It counts where they
 * do not, and where the feeds cannot tell.
 */
export function mayOpen(judgement: Judgement): boolean {
  const against = againstCaller(judgement.evidence);
  const isCallBack = (e: Evidence) => e.name === callBacks.name;
  const missing = total(against.filter(isCallBack));
  const countsVouching = missing > 0 || !tellCallBacks(judgement);
  const unvouched = countsVouching
    ? Math.min(total(against.filter(isAttestation)), thresholds.attestationLogOdds)
    : 0;
  const other = total(against.filter((e) => !isAttestation(e) && !isCallBack(e))) + unvouched;
  return other + (other > 0 && isNeverCalledBack(judgement) ? missing : 0) >= neededOfCaller;
}
