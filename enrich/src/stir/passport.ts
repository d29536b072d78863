import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { normaliseNumber } from '../number.ts';

/** A SHAKEN PASSporT from a SIP Identity header, read but not verified. */
export interface Passport {
  /** The signed token: JWS compact serialisation, in full form. */
  readonly token: string;
  /** URL of the signer's certificate. */
  readonly x5u: string;
  readonly attestation: 'A' | 'B' | 'C';
  readonly origid: string;
  /** When it was signed, ms since 1970. */
  readonly signedAt: number;
  /** E.164 digits. */
  readonly calling: number;
  readonly called: readonly number[];
}

/** RFC 8225, 4; RFC 8588, 6. */
const header = z.object({
  alg: z.literal('ES256'),
  ppt: z.literal('shaken'),
  typ: z.literal('passport'),
  x5u: z.url(),
});
const number = z
  .string()
  .transform(normaliseNumber)
  .refine((n) => n > 0);
/** RFC 8225, 5; RFC 8588, 4 and 5. */
const claims = z.object({
  attest: z.enum(['A', 'B', 'C']),
  dest: z.object({ tn: z.array(number).min(1) }),
  iat: z.int().positive(),
  orig: z.object({ tn: number }),
  origid: z.guid(),
});
/** RFC 8224, 4: the token, then `info`, which must be the same URL as the token's x5u; `alg` and `ppt` may follow. */
const field = /^\s*([\w-]+\.[\w-]+\.[\w-]+)\s*;(.*)$/;
const info = /(?:^|;)\s*info\s*=\s*<([^>]*)>/i;
const otherAlg = /;\s*alg\s*=(?!\s*"?ES256\b)/i;

/**
 * The first SHAKEN PASSporT in an Identity header, which may have several values separated by commas. undefined where
 * none is valid by RFC 8224, 8225 and 8588. The compact form, without claims, is not accepted: SHAKEN does not use it.
 */
export function readIdentity(identity: string): Passport | undefined {
  for (const value of identity.split(/,(?=\s*[\w-]+\.)/)) {
    const passport = readValue(value);
    if (passport !== undefined) return passport;
  }
  return undefined;
}

function readValue(value: string): Passport | undefined {
  const [, token, parameters = ''] = field.exec(value) ?? [];
  if (token === undefined || otherAlg.test(`;${parameters}`)) return undefined;
  const parsed = decode(token);
  if (parsed === undefined || info.exec(parameters)?.[1] !== parsed.x5u) return undefined;
  const { x5u, body } = parsed;
  return {
    token,
    x5u,
    attestation: body.attest,
    origid: body.origid.toLowerCase(),
    signedAt: body.iat * 1_000,
    calling: body.orig.tn,
    called: body.dest.tn,
  };
}

function decode(token: string) {
  try {
    const head = header.safeParse(decodeProtectedHeader(token));
    const body = claims.safeParse(decodeJwt(token));
    return head.success && body.success ? { x5u: head.data.x5u, body: body.data } : undefined;
  } catch {
    // Not base64url, or not JSON: malformed.
    return undefined;
  }
}
