import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class AlreadyRunningError extends Error {
  override name = 'AlreadyRunningError';
}

function holder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

/** Takes a home for this process; returns how to give it back. A lock left by a killed process is taken over. */
export function lockHome(home: string): () => void {
  mkdirSync(home, { recursive: true });
  const file = join(home, 'supervisor.pid');
  for (const attempt of [1, 2]) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const pid = holder(file);
      if (pid !== undefined || attempt === 2) {
        throw new AlreadyRunningError(
          `a Ringtrace is already running in ${home} (process ${pid ?? 'unknown'}): use it, stop it, or set RINGTRACE_HOME and the ports for a second one`,
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new AlreadyRunningError(`could not take ${file}`);
}
