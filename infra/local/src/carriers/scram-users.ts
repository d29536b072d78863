import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { KafkaAccess } from '@ringtrace/platform/kafka/access';
import { findJava } from '@ringtrace/setup/java';
import { fetchKafkaJars, kafkaLibsDir } from '@ringtrace/setup/kafka-jars';
import { clientProperties } from '../kafka/client-properties.ts';

const mechanism = 'SCRAM-SHA-512';
/** Rounds of hashing between a password and what Kafka keeps of it; the least that Kafka takes is 4096. */
const iterations = 8_192;

const files = {
  client: 'client.properties',
  change: 'change.properties',
  authority: 'authority.pem',
} as const;

/** Makes a SCRAM user, or gives an existing one another password. */
export async function setPassword(access: KafkaAccess, user: string, password: string): Promise<void> {
  const change = `${mechanism}=iterations=${iterations},password=${password}\n`;
  await alterUser(access, user, { change, options: ['--add-config-file', files.change] });
}

/** Removes a SCRAM user: nobody can sign in as it from now on. One that isn't there is no error. */
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
 * By Kafka's own tool: kafkajs has no such call. Passwords go through files only we can read, since anybody on the
 * machine sees a command line.
 */
async function alterUser(access: KafkaAccess, user: string, { change, options }: Change): Promise<void> {
  // With a broker of somebody else's, set-up has not fetched it.
  fetchKafkaJars();
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-user-'));
  try {
    writeFileSync(join(folder, files.client), clientProperties(access, files.authority), { mode: 0o600 });
    writeFileSync(join(folder, files.change), change, { mode: 0o600 });
    writeFileSync(join(folder, files.authority), access.tls?.ca ?? '');
    const jvm = [
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      '-cp',
      join(kafkaLibsDir(), '*'),
      'kafka.admin.ConfigCommand',
    ];
    const where = ['--bootstrap-server', access.brokers.join(','), '--command-config', files.client];
    const what = ['--alter', '--entity-type', 'users', '--entity-name', user, ...options];
    await promisify(execFile)(findJava(), [...jvm, ...where, ...what], { cwd: folder, timeout: 60_000 });
  } catch (error) {
    throw new Error(`Kafka's tool could not change the user ${user}: ${reasonOf(error)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The tool writes that it failed, then the exceptions that made it fail, each with the one before in its text. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = 'stderr' in error ? String(error.stderr) : '';
  return /^.*\b(\w+Exception: .+)$/m.exec(said)?.[1] ?? (said.split('\n')[0] || error.message);
}
