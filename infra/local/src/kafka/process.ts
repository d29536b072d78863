import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Whether a process of this machine was started with this very text in its command line; false once it is gone. */
export function runsWith(pid: number, text: string): boolean {
  try {
    return commandLine(pid).includes(text);
  } catch {
    return false;
  }
}

/** How a process was started. Throws where there is no such process. A zombie's is empty. */
export const commandLine = (pid: number): string =>
  existsSync('/proc/self/cmdline')
    ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });

/** Signals a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone: what the signal was to bring about.
  }
}

/** Whether a condition came true within so many milliseconds. */
export async function becomesTrue(condition: () => boolean, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) return false;
    await setTimeout(50);
  }
  return true;
}
