import { thresholds } from '../../thresholds.ts';
import { isAttestation } from '../signals/all.ts';
import { improperAttestation } from '../signals/attestation.ts';
import { type Evidence, total } from '../signals/signal.ts';

/**
 * Evidence that speaks against the caller, not against its behavior. A provider that vouches for a number it does not
 * hold is left out: a business may bring its numbers along from another provider, and no list tells.
 */
export const againstCaller = (evidence: readonly Evidence[]) =>
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
