import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@ringtrace/platform/alive';
import { z } from 'zod';
import { commandLine } from './kafka/process.ts';

/** Another process runs Ringtrace in this RINGTRACE_HOME. */
export class AlreadyRunningError extends Error {
  override name = 'AlreadyRunningError';
}

const holderSchema = z.object({ pid: z.int(), command: z.string() });
type Holder = z.infer<typeof holderSchema>;

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code;

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * The process that wrote a lock, where it still runs. Its command is compared too: the id may be another program's by
 * now.
 */
function runningHolder(lock: string): Holder | undefined {
  try {
    const holder = holderSchema.parse(JSON.parse(lock));
    return isAlive(holder.pid) && commandLine(holder.pid) === holder.command ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** Gives a file another name as well; false where that name exists. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes a stale lock with the content `seen`. A lock that another process has written meanwhile stays. */
function removeStale(file: string, seen: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if (readText(aside) !== seen) linked(aside, file);
  rmSync(aside, { force: true });
}

/**
 * Locks a RINGTRACE_HOME for this process and returns the function that unlocks it. The lock of a process that was
 * killed is taken over. Throws AlreadyRunningError where another process has the lock.
 */
export function lockHome(home: string): () => void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = join(home, 'supervisor.pid');
  const own = JSON.stringify({ pid: process.pid, command: commandLine(process.pid) } satisfies Holder);
  // Written under another name first, so that no other process reads half a lock.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, own);
  try {
    for (const _ of [1, 2]) {
      if (linked(draft, file)) return () => removeStale(file, own);
      const lock = readText(file);
      if (lock === undefined) continue;
      const holder = runningHolder(lock);
      if (holder !== undefined) throw alreadyRunning(home, `process ${holder.pid}`);
      removeStale(file, lock);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw alreadyRunning(home, 'started at this moment');
}

const alreadyRunning = (home: string, which: string) =>
  new AlreadyRunningError(
    `a Ringtrace is already running in ${home} (${which}): use it, stop it, or set RINGTRACE_HOME and the ports for a second one`,
  );
