import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secret file can't be used. The message names it and the way out. */
class SecretError extends Error {
  override name = 'SecretError';
}

const length = 32;

/** Secrets of casework. All are derived from one random file, so each is good for its own purpose only. */
export interface Secrets {
  /** Signs links for providers. */
  readonly links: Buffer;
  /** Signs what is posted to a provider; the provider is given it, as hex, to check the signature. */
  webhookOf(provider: string): string;
}

/** @param home RINGTRACE_HOME. Throws SecretError. */
export function openSecrets(home: string): Secrets {
  const root = readOrMake(join(home, 'cases', 'secret.key'));
  const derived = (purpose: string) => createHmac('sha256', root).update(purpose).digest();
  return {
    links: derived('links'),
    webhookOf: (provider) => derived(`webhook ${provider}`).toString('hex'),
  };
}

/** Whoever loses the file loses every link that is out; so it is made once, and never over an existing one. */
function readOrMake(path: string): Buffer {
  return read(path) ?? make(path);
}

function read(path: string): Buffer | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new SecretError(
      `the secret in ${path} can't be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (bytes.length !== length)
    throw new SecretError(
      `${path} must hold ${length} bytes and holds ${bytes.length}: restore it from a backup, or remove it, which makes every link that is out invalid`,
    );
  if ((statSync(path).mode & 0o077) !== 0)
    throw new SecretError(`others may read ${path}: run 'chmod 600 ${path}'`);
  return bytes;
}

/** Two processes may start at once: a hard link fails where the file is there already. */
function make(path: string): Buffer {
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(temporary, randomBytes(length), { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(temporary);
  }
  const bytes = read(path);
  if (bytes === undefined) throw new SecretError(`${path} was removed while it was made: try again`);
  return bytes;
}
