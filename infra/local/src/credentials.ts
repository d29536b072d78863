import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A name that is valid as an XML element: ClickHouse's `users.xml` has users as elements. */
const userName = z.string().regex(/^[A-Za-z_][\w-]*$/);
/** Text without characters that would need quoting in Kafka's settings. */
const token = z.string().regex(/^[\w-]+$/);
const userSchema = z.object({ user: userName, password: z.string().min(1) });
const credentialsSchema = z.object({
  readWrite: userSchema,
  readOnly: userSchema,
  /** Missing in folders of versions in which Kafka had no passwords. */
  kafka: z.object({ user: token, password: token }).optional(),
});

/** A login at ClickHouse. */
export type ClickHouseUser = z.infer<typeof userSchema>;
/** The login of our own processes at the embedded Kafka. */
export type KafkaUser = { readonly user: string; readonly password: string };

/** The users of the embedded ClickHouse: `readWrite` for the workers, `readOnly` for analysts. */
export type ClickHouseCredentials = { readonly readWrite: ClickHouseUser; readonly readOnly: ClickHouseUser };
/** The users of the embedded services. */
export type Credentials = ClickHouseCredentials & { readonly kafka: KafkaUser };

const newPassword = () => randomBytes(18).toString('base64url');
/** The name differs from those of carriers' users, which begin with `cdr.`. */
const newKafkaUser = () => ({ user: 'ringtrace', password: newPassword() });

/**
 * Reads the credentials file. Creates it with new passwords (mode 0600) where it is missing. Throws where it can't be
 * parsed.
 */
export function loadOrCreateCredentials(file: string): Credentials {
  const existing = readIfPresent(file);
  if (existing === undefined) {
    const made = {
      readWrite: { user: 'ringtrace', password: newPassword() },
      readOnly: { user: 'analyst', password: newPassword() },
      kafka: newKafkaUser(),
    };
    writeWhole(file, made, linkSync);
    return loadOrCreateCredentials(file);
  }
  const { kafka, ...clickhouse } = parseCredentials(file, existing);
  if (kafka !== undefined) return { ...clickhouse, kafka };
  writeWhole(file, { ...clickhouse, kafka: newKafkaUser() }, renameSync);
  return loadOrCreateCredentials(file);
}

/**
 * Writes a file under another name, then gives it its own name with `move`. So neither a crash nor a second process
 * that starts at the same time leaves a half-written file.
 */
function writeWhole(file: string, content: object, move: (from: string, to: string) => void): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  try {
    move(draft, file);
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

function parseCredentials(file: string, content: string) {
  try {
    return credentialsSchema.parse(JSON.parse(content));
  } catch {
    throw new Error(`${file} does not hold our credentials; remove it and new ones are made at start`);
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
