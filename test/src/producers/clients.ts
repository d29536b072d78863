import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { kafkaLibsDir } from '@ringtrace/local/kafka/libs';

const run = promisify(execFile);
const root = new URL('../../../', import.meta.url);

export const examples = fileURLToPath(new URL('docs/examples/', root));
export const schemaFile = fileURLToPath(new URL('schemas/cdr-batch.avsc', root));

/** The path of a command or a class path, or the reason why it is missing. */
export type Found = { path: string } | { missing: string };

/** Debian's kcat, where it is installed. */
export async function findKcat(): Promise<Found> {
  return run('kcat', ['-V']).then(
    () => ({ path: 'kcat' }),
    () => ({ missing: "no kcat here: 'apt-get install kcat'" }),
  );
}

const avroVersion = '1.12.2';

/** A Java class path with Kafka's client and Avro. Maven fetches them into the cache where they are missing. */
export async function findJavaAvro(): Promise<Found> {
  const folder = fileURLToPath(new URL(`.cache/avro-${avroVersion}`, root));
  const path = [join(kafkaLibsDir(), '*'), join(folder, '*')].join(':');
  if (existsSync(folder)) return { path };
  const draft = `${folder}.${process.pid}`;
  try {
    mkdirSync(draft, { recursive: true });
    const artifact = `-Dartifact=org.apache.avro:avro:${avroVersion}`;
    await run('mvn', ['--batch-mode', '--quiet', 'dependency:copy', artifact, `-DoutputDirectory=${draft}`]);
    renameSync(draft, folder);
    return { path };
  } catch (error) {
    return { missing: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
