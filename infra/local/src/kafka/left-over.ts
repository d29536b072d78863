import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@ringtrace/platform/alive';
import { z } from 'zod';
import { files } from './config.ts';
import { type Pids, removePids } from './pids.ts';
import { becomesTrue, runsWith, signal } from './process.ts';

const pidsSchema = z.object({ launcher: z.int(), keeper: z.int(), broker: z.int() });

function readPids(dataDir: string): Pids | undefined {
  try {
    return pidsSchema.parse(JSON.parse(readFileSync(join(dataDir, files.pids), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whether a process is the broker of this data folder, or its keeper. The id alone may be another program's by now. */
export const serves = (dataDir: string, pid: number): boolean =>
  runsWith(pid, join(dataDir, files.properties));

/** A keeper whose launcher died has stopped or killed its broker within this time. */
const keeperGraceMs = 20_000;
const brokerGraceMs = 15_000;

/**
 * Makes sure that no broker runs on this data folder. A broker that was left over after a crash is stopped. Throws
 * where the broker's launcher is alive, as the broker is in use then.
 */
export async function stopLeftOver(dataDir: string, log: (line: string) => void): Promise<void> {
  const pids = readPids(dataDir);
  if (!pids) return;
  const { launcher, keeper, broker } = pids;
  const keeperGone = (): boolean => !serves(dataDir, keeper);
  if (!keeperGone() && isAlive(launcher)) {
    throw new Error(
      `Kafka already runs on ${dataDir} for process ${launcher}: stop that, or set RINGTRACE_HOME to another folder.`,
    );
  }
  await becomesTrue(keeperGone, keeperGraceMs);
  const brokerGone = (): boolean => !serves(dataDir, broker);
  if (!brokerGone()) {
    log(`stopping the Kafka (process ${broker}) that an earlier run left behind`);
    signal(broker, 'SIGTERM');
    if (!(await becomesTrue(brokerGone, brokerGraceMs))) signal(broker, 'SIGKILL');
    if (!(await becomesTrue(brokerGone, brokerGraceMs)))
      throw new Error(`Kafka's process ${broker} did not end: kill it, then start again.`);
  }
  removePids(dataDir);
}
