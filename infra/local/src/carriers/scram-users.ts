import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KafkaAccess } from '@ringtrace/platform/kafka/access';
import { kafkaJava } from '@ringtrace/setup/kafka-classes';
import { fetchKafkaJars, kafkaLibsDir } from '@ringtrace/setup/kafka-jars';
import { clientProperties } from '../kafka/client-properties.ts';

const mechanism = 'SCRAM-SHA-512';
/** How often a password is hashed for what Kafka stores; Kafka's minimum is 4096. */
const iterations = 8_192;

const files = {
  client: 'client.properties',
  change: 'change.properties',
  authority: 'authority.pem',
} as const;

/** Creates a SCRAM user, or gives an existing one another password. Throws where Kafka's tool fails. */
export async function setPassword(access: KafkaAccess, user: string, password: string): Promise<void> {
  const change = `${mechanism}=iterations=${iterations},password=${password}\n`;
  await alterUser(access, user, { change, options: ['--add-config-file', files.change] });
}

/** Removes a SCRAM user: from now on nobody can log in as that user. No error where there is no such user. */
export async function removePassword(access: KafkaAccess, user: string): Promise<void> {
  try {
    await alterUser(access, user, { change: '', options: ['--delete-config', mechanism] });
  } catch (error) {
    if (!(error instanceof Error && /credential that does not exist/.test(error.message))) throw error;
  }
}

interface Change {
  readonly change: string;
  readonly options: readonly string[];
}

/**
 * Changes a user with Kafka's own tool, as kafkajs can't do it. Passwords are passed in files that only this user can
 * read: command lines are visible to everybody on the machine.
 */
async function alterUser(access: KafkaAccess, user: string, { change, options }: Change): Promise<void> {
  // With an external broker, set-up has not fetched the tool yet.
  fetchKafkaJars();
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-user-'));
  try {
    writeFileSync(join(folder, files.client), clientProperties(access, files.authority), { mode: 0o600 });
    writeFileSync(join(folder, files.change), change, { mode: 0o600 });
    writeFileSync(join(folder, files.authority), access.tls?.ca ?? '');
    const { java, classes } = kafkaJava();
    const jvm = [
      ...classes,
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      '-cp',
      join(kafkaLibsDir(), '*'),
      'kafka.admin.ConfigCommand',
    ];
    const where = ['--bootstrap-server', access.brokers.join(','), '--command-config', files.client];
    const what = ['--alter', '--entity-type', 'users', '--entity-name', user, ...options];
    await promisify(execFile)(java, [...jvm, ...where, ...what], { cwd: folder, timeout: 60_000 });
  } catch (error) {
    throw new Error(`Kafka's tool could not change the user ${user}: ${reasonOf(error)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The reason why the tool failed: the first exception in what it wrote to standard error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = 'stderr' in error ? String(error.stderr) : '';
  return /^.*\b(\w+Exception: .+)$/m.exec(said)?.[1] ?? (said.split('\n')[0] || error.message);
}
