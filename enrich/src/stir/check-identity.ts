import { minuteMs } from '@ringtrace/schemas/durations';
import type { IdentityFault } from '@ringtrace/schemas/tables/cdr';
import { compactVerify } from 'jose';
import { type Passport, readIdentity } from './passport.ts';
import type { TrustStore } from './trust-store.ts';

/** The call that an Identity header came with; numbers are E.164 digits. */
export interface SignedCall {
  readonly calling: number;
  readonly called: number;
  /** ms since 1970. */
  readonly start: number;
}

export interface CheckedIdentity {
  /** Undefined where the header is malformed. */
  readonly passport: Passport | undefined;
  /** Why the header does not vouch for the call; '' where it does. */
  readonly fault: IdentityFault;
  /** Provider code in the certificate, where the certificate is trusted and the signature is valid. */
  readonly signerOcn: string | undefined;
}

/** Most ms between signing and start of the call (ATIS-1000074, 5.3.1); earlier or later, as clocks differ. */
const freshMs = minuteMs;

/** Reads and verifies an Identity header. Never throws: everything that is wrong is a `fault`. */
export async function checkIdentity(
  identity: string,
  call: SignedCall,
  store: TrustStore,
): Promise<CheckedIdentity> {
  const passport = readIdentity(identity);
  if (passport === undefined) return { passport, fault: 'malformed', signerOcn: undefined };
  const trust = store.trust(passport.x5u, passport.signedAt);
  if (typeof trust === 'string') return { passport, fault: trust, signerOcn: undefined };
  if (!(await isSigned(passport, trust.key)))
    return { passport, fault: 'bad_signature', signerOcn: undefined };
  return { passport, fault: bodyFault(passport, call), signerOcn: trust.ocn };
}

async function isSigned({ token }: Passport, key: Parameters<typeof compactVerify>[1]): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: ['ES256'] });
    return true;
  } catch {
    // Whatever the reason (another key, curve or text), the signature is not valid.
    return false;
  }
}

function bodyFault({ signedAt, calling, called }: Passport, call: SignedCall): IdentityFault {
  if (calling !== call.calling || !called.includes(call.called)) return 'other_numbers';
  return Math.abs(signedAt - call.start) > freshMs ? 'stale' : '';
}
