import { readFileSync } from 'node:fs';

/**
 * Whether a process with this id runs on this machine, also one of another user. A process that has ended keeps its id until its parent
 * has asked how it ended: it does not run.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return !hasEnded(pid);
}

/** Whether Linux says that a process has ended. On other systems nothing says so. */
function hasEnded(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The state follows the name, which stands in parentheses and may hold some itself: proc_pid_stat(5).
    return /^\) [ZX]/.test(stat.slice(stat.lastIndexOf(')')));
  } catch {
    return false;
  }
}
