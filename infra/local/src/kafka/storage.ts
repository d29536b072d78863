import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { files } from './config.ts';

/** What runs Kafka. `classes`: Java's arguments for the classes that set-up has kept. */
export type Program = { java: string; libsDir: string; classes: readonly string[] };

const metaPath = (dataDir: string): string => join(dataDir, files.logs, 'meta.properties');

/** The cluster id in a formatted data folder. Throws where it is missing. */
export function clusterId(dataDir: string): string {
  const id = /^cluster\.id=(.+)$/m.exec(readFileSync(metaPath(dataDir), 'utf8'))?.[1];
  if (!id)
    throw new Error(
      `${metaPath(dataDir)} names no cluster.id: the folder is damaged; move it away to start anew.`,
    );
  return id.trim();
}

/**
 * Prepares a new data folder for KRaft. Kafka writes meta.properties last: a folder that has this file is complete. A
 * folder whose formatting was interrupted is formatted again.
 */
export async function formatStorage({ java, libsDir, classes }: Program, dataDir: string): Promise<void> {
  if (existsSync(metaPath(dataDir))) return;
  const jvm = [
    ...classes,
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    `-Dlog4j2.configurationFile=${files.logging}`,
  ];
  const format = ['kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', files.properties];
  await promisify(execFile)(java, [...jvm, '-cp', join(libsDir, '*'), ...format], { cwd: dataDir });
}

/** A new id in Kafka's form: 16 bytes as base64url. It must not begin with a dash, which would be read as an option. */
function newClusterId(): string {
  const bytes = Buffer.from(crypto.randomUUID().replaceAll('-', ''), 'hex');
  return bytes.toString('base64url').replace(/^-/, 'A');
}
