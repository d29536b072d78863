import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A name that can stand as an XML element: that is how ClickHouse's `users.xml` has it. */
const userName = z.string().regex(/^[A-Za-z_][\w-]*$/);
const userSchema = z.object({ user: userName, password: z.string().min(1) });
const credentialsSchema = z.object({ readWrite: userSchema, readOnly: userSchema });

/** One login of the engine. */
export type ClickHouseUser = z.infer<typeof userSchema>;
/** The two users of the embedded engine: one for the workers, one for analysts. */
export type ClickHouseCredentials = z.infer<typeof credentialsSchema>;

/** Reads the credentials file, making it with new passwords (mode 0600) where there is none yet. */
export function loadOrCreateCredentials(file: string): ClickHouseCredentials {
  const existing = readIfPresent(file);
  if (existing !== undefined) return parseCredentials(file, existing);
  const made = {
    readWrite: { user: 'ringtrace', password: randomBytes(18).toString('base64url') },
    readOnly: { user: 'analyst', password: randomBytes(18).toString('base64url') },
  };
  writeOnce(file, `${JSON.stringify(made, null, 2)}\n`);
  return parseCredentials(file, readFileSync(file, 'utf8'));
}

/** Linking a finished file into place: neither a crash half-way nor a second starter leaves a torn one. */
function writeOnce(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseCredentials(file: string, content: string): ClickHouseCredentials {
  try {
    return credentialsSchema.parse(JSON.parse(content));
  } catch {
    throw new Error(`${file} does not hold ClickHouse credentials; remove it and new ones are made at start`);
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
