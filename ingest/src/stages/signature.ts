import { normaliseNumber } from '@ringtrace/enrich/number';
import { checkIdentity } from '@ringtrace/enrich/stir/check-identity';
import type { TrustStore } from '@ringtrace/enrich/stir/trust-store';
import type { Cdr } from '@ringtrace/schemas/cdr';
import type { IdentityFault } from '@ringtrace/schemas/tables/cdr';
import { callerOf } from './caller.ts';

/** Who vouches for a call, and how well. */
export interface Signature extends Pick<Cdr, 'attestation' | 'origid' | 'signer_ocn' | 'verstat'> {
  readonly identity_fault: IdentityFault;
}

/** What the feed itself says. */
export function asReceived({ attestation, origid, signer_ocn, verstat }: Cdr): Signature {
  return { attestation, origid, signer_ocn, verstat, identity_fault: '' };
}

/**
 * What the feed says and its Identity header proves: a good one overrules it, a bad one fills what it leaves out and
 * fails, one whose certificate is not known only fills.
 */
export async function signatureOf(cdr: Cdr, trust: TrustStore): Promise<Signature> {
  const received = asReceived(cdr);
  if (cdr.identity === null) return received;
  const call = {
    calling: callerOf(cdr),
    called: normaliseNumber(cdr.called_number),
    start: cdr.start_time,
  };
  const { passport, fault, signerOcn } = await checkIdentity(cdr.identity, call, trust);
  if (fault === '' && passport !== undefined && signerOcn !== undefined) {
    const { attestation, origid } = passport;
    return { attestation, origid, signer_ocn: signerOcn, verstat: 'passed', identity_fault: '' };
  }
  return {
    attestation: cdr.attestation ?? passport?.attestation ?? null,
    origid: cdr.origid ?? passport?.origid ?? null,
    signer_ocn: cdr.signer_ocn ?? signerOcn ?? null,
    verstat: fault === 'unknown_certificate' ? cdr.verstat : 'failed',
    identity_fault: fault,
  };
}
