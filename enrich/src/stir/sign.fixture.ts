import type { KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';

/** Makes the value of an Identity header: signs these protected headers and claims unchanged, and adds `info`. */
export async function signIdentity(
  key: KeyObject,
  header: { readonly x5u: string } & Readonly<Record<string, unknown>>,
  claims: object,
): Promise<string> {
  const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', typ: 'passport', ppt: 'shaken', ...header })
    .sign(key);
  return `${token};info=<${header.x5u}>;alg=ES256;ppt=shaken`;
}
