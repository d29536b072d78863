import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { visible } from '@ringtrace/platform/visible';
import { z } from 'zod';
import { RefusedError } from '../model/refused.ts';
import { type Caller, type Right, readingRights, rights } from './rights.ts';

/** What a token allows. 'act' includes 'read'. */
const roles = ['read', 'act'] as const;
type Role = (typeof roles)[number];

const acting: ReadonlySet<Right> = new Set(rights);

/** Who a token stands for. */
const holder = z.object({
  name: z.string(),
  role: z.enum(roles),
  /** ms since 1970. */
  made_at: z.number().int(),
});
export type Holder = z.infer<typeof holder>;

/**
 * Tokens of the API. Each is a file of its own, named by the SHA-256 of the token: the token itself is kept nowhere. A token has
 * 256 random bits, so nobody can try all of them against a digest.
 */
export interface Tokens {
  /**
   * Makes a token and returns it; it is never shown again. Throws RefusedError where the name can't be one, or has a token.
   */
  add(name: string, role: Role): string;
  list(): Holder[];
  /** Takes every token of a name away. Throws RefusedError where it has none. */
  revoke(name: string): void;
  /** undefined = no token of ours. */
  holderOf(token: string): Holder | undefined;
}

/** Who sends a request with a token; undefined where it names none of ours. @param authorization the header */
export function callerByToken(
  { holderOf }: Pick<Tokens, 'holderOf'>,
  authorization: string | undefined,
): Caller | undefined {
  const [, token] = /^Bearer +(\S{1,200})$/i.exec(authorization ?? '') ?? [];
  const holder = token === undefined ? undefined : holderOf(token);
  return holder && { name: holder.name, may: holder.role === 'act' ? acting : readingRights };
}

const prefix = 'rtc_';
const digestOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** @param home RINGTRACE_HOME @param now ms since 1970 */
export function openTokens(home: string, now: () => number = Date.now): Tokens {
  const folder = join(home, 'cases', 'tokens');
  const all = () =>
    filesIn(folder).flatMap((file) => {
      const found = read(join(folder, file));
      return found === undefined ? [] : [{ file, ...found }];
    });
  return {
    add(name, role) {
      checkName(name);
      if (all().some((one) => one.name === name))
        throw new RefusedError(`${name} has a token already: 'ringtrace token revoke ${name}' comes before`);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const token = `${prefix}${randomBytes(32).toString('base64url')}`;
      const kept: Holder = { name, role, made_at: now() };
      writeFileSync(join(folder, digestOf(token)), `${JSON.stringify(kept)}\n`, {
        mode: 0o600,
        flag: 'wx',
        flush: true,
      });
      return token;
    },
    list: () =>
      all()
        .map(({ name, role, made_at }) => ({ name, role, made_at }))
        .sort((a, b) => a.name.localeCompare(b.name)),
    revoke(name) {
      const found = all().filter((one) => one.name === name);
      if (found.length === 0)
        throw new RefusedError(`${name} has no token: 'ringtrace token list' names those that have one`);
      for (const { file } of found) rmSync(join(folder, file), { force: true });
    },
    holderOf: (token) => (token.startsWith(prefix) ? read(join(folder, digestOf(token))) : undefined),
  };
}

/** The name stands in the log as the actor: nobody may pass for the clock, or for a provider. */
function checkName(name: string): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,99}$/u.test(name))
    throw new RefusedError(
      `'${visible(name)}' can't be the name of a token: use up to 100 letters, digits and . _ @ -, without spaces`,
    );
  if (name === 'ringtrace')
    throw new RefusedError("'ringtrace' stands for the clock in the log: use another name");
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => /^[0-9a-f]{64}$/.test(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function read(path: string): Holder | undefined {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return holder.parse(JSON.parse(content));
}
