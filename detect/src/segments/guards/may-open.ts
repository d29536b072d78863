import { thresholds } from '../../thresholds.ts';
import type { Judgement } from '../judgement.ts';
import { isRejectedRecording } from '../recording.ts';
import { isAttestation } from '../signals/all.ts';
import { mixedAttestation } from '../signals/attestation.ts';
import { callBacks } from '../signals/caller.ts';
import { type Evidence, total } from '../signals/signal.ts';
import { isVouchedFor, isVouchedForByOwn } from './answered-for.ts';
import { isNeverCalledBack, wouldShowCallBacks } from './call-backs.ts';
import { againstCaller, neededOfCaller } from './caller-side.ts';
import { aboutProvider, sharedByHonest } from './honest-callers.ts';

/** Log-odds of what called parties do about the caller: below 0 where they call back, above where they surely should have. */
const ofCallBacks = ({ evidence }: Judgement) =>
  evidence.find(({ name }) => name === callBacks.name)?.contribution ?? 0;

/**
 * Log-odds of attestation by what it says: that one signer changes it from call to call, and that nobody vouches for
 * the number. It counts only where few calls are attested A, and call-backs do not speak for the caller. Changing
 * attestation counts only where A is rare beside B, and once call-backs would show.
 */
function ofAttestation(judgement: Judgement, against: readonly Evidence[]) {
  if (isVouchedFor(judgement) || ofCallBacks(judgement) < 0) return { changing: 0, unvouched: 0 };
  const isChanging = ({ name }: Evidence) => name === mixedAttestation.name;
  const attestation = against.filter(isAttestation);
  const mayChange = !isVouchedForByOwn(judgement) && wouldShowCallBacks(judgement);
  return {
    changing: mayChange ? total(attestation.filter(isChanging)) : 0,
    unvouched: total(attestation.filter((e) => !isChanging(e))),
  };
}

/**
 * Log-odds of missing call-backs. They count only where few calls are attested A and they are surely missing, by
 * calls of more than half an hour ago. `beside` is what else speaks against the caller, but for missing attestation:
 * without it, they do not count.
 */
function ofMissingCallBacks(judgement: Judgement, beside: number): number {
  const isBeside =
    beside >= thresholds.besideLogOdds || isRejectedRecording(judgement.features, judgement.baseline);
  const counts = isBeside && !isVouchedFor(judgement) && isNeverCalledBack(judgement);
  return counts ? Math.max(0, ofCallBacks(judgement)) : 0;
}

/**
 * Whether segments that were judged together may open a campaign: nothing opens without evidence against the caller.
 * - Evidence that an honest caller may have as well does not count (honest-callers.ts).
 * - That a provider is not listed counts no more than a missing attestation.
 * - That nobody vouches for the number is never enough. A provider may know some of a customer's numbers, and a
 *   business whose numbers came along may find a provider that vouches for none.
 */
export function mayOpen(judgement: Judgement): boolean {
  const against = againstCaller(judgement.evidence).filter(({ name }) => name !== callBacks.name);
  const shared = sharedByHonest(judgement);
  const facts = total(against.filter((e) => !isAttestation(e) && !shared.has(e.name)));
  const unlisted = total(against.filter((e) => shared.has(e.name) && aboutProvider.has(e.name)));
  const { changing, unvouched } = ofAttestation(judgement, against);
  const attestation = Math.min(
    changing + Math.min(unvouched + unlisted, thresholds.plainAttestationLogOdds),
    thresholds.attestationLogOdds,
  );
  return facts + attestation + ofMissingCallBacks(judgement, facts + changing) >= neededOfCaller;
}
