import { randomBytes } from 'node:crypto';
import { linkSync, renameSync } from 'node:fs';
import { z } from 'zod';
import { readIfPresent, writeWhole } from './whole-file.ts';

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

function parseCredentials(file: string, content: string) {
  try {
    return credentialsSchema.parse(JSON.parse(content));
  } catch {
    throw new Error(`${file} does not hold our credentials; remove it and new ones are made at start`);
  }
}
