import type { Config } from '@ringtrace/platform/config';
import { readInstance } from '@ringtrace/platform/instance';

/** Workers of which one RINGTRACE_HOME has one: they keep files there. */
const kept: ReadonlySet<string> = new Set(['cases', 'console']);

/**
 * Throws where the running instance of this RINGTRACE_HOME has this worker already, and a second one would work on the same files.
 * Processes that were started one by one are not seen.
 */
export function mustBeOnlyOne(name: string, config: Pick<Config, 'RINGTRACE_HOME'>): void {
  const home = config.RINGTRACE_HOME;
  const other = readInstance(home)?.workers.find((worker) => worker.name === name);
  if (other === undefined || !kept.has(name)) return;
  const at = other.console ?? other.api;
  throw new Error(
    `the Ringtrace that runs in ${home} has the worker ${name} already${at === undefined ? '' : `, at ${at}`}: use that one, or stop it first ('ringtrace status' shows it)`,
  );
}
