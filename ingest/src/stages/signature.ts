import { normaliseNumber } from '@ringtrace/enrich/number';
import { checkIdentity } from '@ringtrace/enrich/stir/check-identity';
import type { TrustStore } from '@ringtrace/enrich/stir/trust-store';
import type { Cdr } from '@ringtrace/schemas/cdr';
import type { IdentityFault } from '@ringtrace/schemas/tables/cdr';
import { callerOf } from './caller.ts';

/** What is known about a call's signature: who signed it, with which attestation, and whether it verified. */
export interface Signature extends Pick<Cdr, 'attestation' | 'origid' | 'signer_ocn' | 'verstat'> {
  readonly identity_fault: IdentityFault;
}

/** The signature as the feed reports it. */
export function asReceived({ attestation, origid, signer_ocn, verstat }: Cdr): Signature {
  return { attestation, origid, signer_ocn, verstat, identity_fault: '' };
}

/**
 * The signature, from the feed and from the record's raw Identity header where it has one:
 * - The header verifies: its values replace the feed's.
 * - The header is bad: it fills in what the feed leaves out, and verstat is 'failed'.
 * - The header's certificate is not known: it fills in what the feed leaves out, and verstat stays as the feed says.
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
