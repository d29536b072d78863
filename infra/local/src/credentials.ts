import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A name that can stand as an XML element: that is how ClickHouse's `users.xml` has it. */
const userName = z.string().regex(/^[A-Za-z_][\w-]*$/);
/** Nothing that quotes or splits where Kafka's settings hold it. */
const token = z.string().regex(/^[\w-]+$/);
const userSchema = z.object({ user: userName, password: z.string().min(1) });
const credentialsSchema = z.object({
  readWrite: userSchema,
  readOnly: userSchema,
  /** Homes made before Kafka asked for passwords have none. */
  kafka: z.object({ user: token, password: token }).optional(),
});

/** One login of the engine. */
export type ClickHouseUser = z.infer<typeof userSchema>;
/** Our own login at the embedded Kafka. */
export type KafkaUser = { readonly user: string; readonly password: string };

/** The two users of the embedded engine: one for the workers, one for analysts. */
export type ClickHouseCredentials = { readonly readWrite: ClickHouseUser; readonly readOnly: ClickHouseUser };
/** The users of the embedded services. */
export type Credentials = ClickHouseCredentials & { readonly kafka: KafkaUser };

const newPassword = () => randomBytes(18).toString('base64url');
/** No carrier can have this name: theirs begin with `cdr.`. */
const newKafkaUser = () => ({ user: 'ringtrace', password: newPassword() });

/** Reads the credentials file, making it with new passwords (mode 0600) where there is none yet. */
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

/** Putting a finished file into place: neither a crash half-way nor a second starter leaves a torn one. */
function writeWhole(file: string, content: object, place: (from: string, to: string) => void): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  try {
    place(draft, file);
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
