import { join } from 'node:path';
import type { Config } from '@ringtrace/platform/config';
import { type FileLock, lockFile } from '@ringtrace/platform/file-lock';
import { readInstance } from '@ringtrace/platform/instance';

/** Workers of which one RINGTRACE_HOME has one: they keep files there. */
const kept: ReadonlySet<string> = new Set(['cases', 'console']);

/** Locks that this process holds. They end with it, however it ends. */
const held: FileLock[] = [];

/**
 * Makes this process the only one that runs a worker of this RINGTRACE_HOME. Throws where the running instance has this worker already, or
 * where another process runs it alone: a second one would work on the same files.
 */
export function mustBeOnlyOne(name: string, config: Pick<Config, 'RINGTRACE_HOME'>): void {
  if (!kept.has(name)) return;
  const home = config.RINGTRACE_HOME;
  const other = readInstance(home)?.workers.find((worker) => worker.name === name);
  if (other !== undefined) {
    const at = other.console ?? other.api;
    throw new Error(
      `the Ringtrace that runs in ${home} has the worker ${name} already${at === undefined ? '' : `, at ${at}`}: use that one, or stop it first ('ringtrace status' shows it)`,
    );
  }
  const lock = lockFile(join(home, name, 'only-one.lock'));
  if (lock === undefined)
    throw new Error(
      `another process runs the worker ${name} of ${home} already: use that one, or end it first with Ctrl-C in its terminal. To run a second ${name}, give it a RINGTRACE_HOME of its own`,
    );
  held.push(lock);
}
