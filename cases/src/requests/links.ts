import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What a link allows. A link for one purpose is good for no other. */
const claims = z.tuple([
  /** Id of the request. */
  z.string(),
  z.enum(['answer']),
  /** ms since 1970. */
  z.number().int(),
]);

/** A link can't be used. `why` is for the page's status; the message is for the provider. */
export class LinkError extends Error {
  override name = 'LinkError';
  readonly why: 'forged' | 'expired' | 'used';
  constructor(why: 'forged' | 'expired' | 'used', message: string) {
    super(message);
    this.why = why;
  }
}

const signatureOf = (payload: string, secret: Uint8Array) =>
  createHmac('sha256', secret).update(`link ${payload}`).digest();

/**
 * Path of a link by which one request can be answered once.
 * @param expires ms since 1970
 */
export function answerPath(request_id: string, expires: number, secret: Uint8Array): string {
  const payload = Buffer.from(JSON.stringify([request_id, 'answer', expires])).toString('base64url');
  return `/answer/${payload}.${signatureOf(payload, secret).toString('base64url')}`;
}

/** The whole link. @param base public address, such as 'https://traceback.example.org/ringtrace' */
export const linkAt = (base: string, path: string) => `${base.replace(/\/+$/, '')}${path}`;

/** Path of a link, in any text that has one. */
const pathInText = /\/answer\/[\w-]+\.[\w-]+/g;

/**
 * Kept bytes without the secret part of each link, for those who may read a message and not answer for the provider. Bytes
 * without a link come back as they are.
 */
export function withoutTokens(bytes: Uint8Array): Uint8Array {
  // One character for each byte: bytes that are no text stay as they are.
  const text = Buffer.from(bytes).toString('latin1');
  const replaced = text.replaceAll(pathInText, '/answer/(withheld)');
  return replaced === text ? bytes : Buffer.from(replaced, 'latin1');
}

/**
 * Id of the request that a link is for. Throws LinkError.
 * @param token what follows '/answer/'
 * @param isUsed whether the request was answered by its link: a link is good for one answer
 */
export function requestOfLink(
  token: string,
  secret: Uint8Array,
  now: number,
  isUsed: (request_id: string) => boolean,
): string {
  const [request_id, , expires] = claimsOf(token, secret);
  if (now > expires)
    throw new LinkError(
      'expired',
      `this link was good until ${new Date(expires).toISOString()}: ask the traceback group for a new one`,
    );
  if (isUsed(request_id))
    throw new LinkError(
      'used',
      `request ${request_id} was answered by this link: to change the answer, write to the traceback group`,
    );
  return request_id;
}

function claimsOf(token: string, secret: Uint8Array): z.infer<typeof claims> {
  const [payload = '', signature = '', ...more] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = signatureOf(payload, secret);
  if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right))
    throw new LinkError(
      'forged',
      'this link is not one of ours: copy it whole, from the request that you got',
    );
  return claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
}
