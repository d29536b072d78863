import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** No set-up takes longer. The process id in an older lock belongs to another program by now. */
const staleAfterMs = 30 * 60_000;

/**
 * Runs `work` while no other process does. Waits where another process has the lock.
 * @param {string} path of the lock file
 * @param {() => void} work
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; !take(path); told = true) {
    if (!told) console.error('Another set-up is running in this clone; waiting for it ...');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
function take(path) {
  if (create(path)) return true;
  if (!isStale(path)) return false;
  removeStale(path);
  return create(path);
}

/** @param {string} path */
function create(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function isStale(path) {
  try {
    const { mtimeMs } = statSync(path);
    const owner = Number(readFileSync(path, 'utf8'));
    // 0: the file was created, but the process id is not written yet.
    return Date.now() - mtimeMs > staleAfterMs || (owner > 0 && !isAlive(owner));
  } catch {
    return false;
  }
}

/**
 * Renames a stale lock before deleting it: another waiting process may have replaced the lock by its own meanwhile.
 * @param {string} path
 */
function removeStale(path) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (isStale(aside)) rmSync(aside);
    else renameSync(aside, path);
  } catch {
    // Another process was first.
  }
}

/** Whether a process runs, also one of another user. @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
