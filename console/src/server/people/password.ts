import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const derive = promisify(argon2);

/** Cost of a password, by OWASP's advice for argon2id: 19 MiB and two passes. `memory` in KiB. */
const cost = { parallelism: 1, memory: 19_456, passes: 2, tagLength: 32 } as const;

const kept = z.object({
  parallelism: z.number().int(),
  memory: z.number().int(),
  passes: z.number().int(),
  tagLength: z.number().int(),
  salt: z.base64(),
  tag: z.base64(),
});

/** Shortest password that a person may choose, in characters. */
export const shortest = 12;
/** Nobody types more, and nobody shall make the server hash a book. */
export const longest = 200;

/** A text from which a password can be checked, and not be found. */
export async function hashOf(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive('argon2id', { ...cost, message: password.normalize('NFC'), nonce: salt });
  return JSON.stringify({ ...cost, salt: salt.toString('base64'), tag: tag.toString('base64') });
}

/** A hash of no password: where a name is unknown, checking takes as long as where it is known. */
const nobodys = JSON.stringify({
  ...cost,
  salt: randomBytes(16).toString('base64'),
  tag: randomBytes(cost.tagLength).toString('base64'),
});

/** Whether the hash is this password's. @param hash '' = there is none, and the answer is no */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const { salt, tag, ...parameters } = kept.parse(JSON.parse(hash === '' ? nobodys : hash));
  const nonce = Buffer.from(salt, 'base64');
  const found = await derive('argon2id', { ...parameters, message: password.normalize('NFC'), nonce });
  return timingSafeEqual(found, Buffer.from(tag, 'base64')) && hash !== '';
}

/** A password with 120 random bits, in groups that can be read aloud. */
export function randomPassword(): string {
  // 32 characters, none of which looks like another one.
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const drawn = [...randomBytes(24)].map((byte) => letters.charAt(byte % letters.length)).join('');
  return drawn.replaceAll(/(.{6})(?=.)/g, '$1-');
}
