import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Whether a process runs that has this text in its command line. */
export function runsWith(pid: number, text: string): boolean {
  try {
    return commandLine(pid).includes(text);
  } catch {
    return false;
  }
}

/**
 * The command line of a process. Empty for a process that has ended but still has an id. Throws where there is no such
 * process.
 */
export const commandLine = (pid: number): string =>
  existsSync('/proc/self/cmdline')
    ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });

/** Sends a signal to a process. No error where the process has ended. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // The process has ended already.
  }
}

/** Waits until a condition is true, checking it every 50 ms. False where it isn't within `withinMs`. */
export async function becomesTrue(condition: () => boolean, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) return false;
    await setTimeout(50);
  }
  return true;
}
