import type { IdentityFault } from '@ringtrace/schemas/tables/cdr';
import { compactVerify } from 'jose';
import { type Passport, readIdentity } from './passport.ts';
import type { TrustStore } from './trust-store.ts';

/** The call an Identity header came with. */
export interface SignedCall {
  readonly calling: number;
  readonly called: number;
  /** ms since 1970. */
  readonly start: number;
}

export interface CheckedIdentity {
  /** Undefined where the header is malformed. */
  readonly passport: Passport | undefined;
  /** What keeps it from vouching for the call; '' where nothing does. */
  readonly fault: IdentityFault;
  /** Provider code in the certificate, where that is trusted and has signed this. */
  readonly signerOcn: string | undefined;
}

/** How old a signature may be when the call arrives (ATIS-1000074, 5.3.1), either way for clocks that differ. */
const freshMs = 60_000;

/** Reads and verifies an Identity header. Never throws: whatever is wrong with it is a fault. */
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
    // Another key, another curve, another text: all of them are no signature of this.
    return false;
  }
}

function bodyFault({ signedAt, calling, called }: Passport, call: SignedCall): IdentityFault {
  if (calling !== call.calling || !called.includes(call.called)) return 'other_numbers';
  return Math.abs(signedAt - call.start) > freshMs ? 'stale' : '';
}
