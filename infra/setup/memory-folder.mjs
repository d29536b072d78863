import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './lock.mjs';

/** Where Linux keeps files in memory. */
const shared = '/dev/shm';
/** Other than that of the folders of test services in the system's folder of temporary files: that one may be in memory, too. */
const prefix = 'ringtrace-memory-';
/** What the data of all tests that run at once takes at most, several times over. */
const leastFreeBytes = 8 * 2 ** 30;

/**
 * Whether a folder of a kernel's table of mounts, `/proc/mounts`, is in memory and programs may be loaded from it: Kafka unpacks
 * libraries among its data.
 * @param {string} mounts
 * @param {string} folder
 */
export function isUsable(mounts, folder) {
  const mount = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .findLast(([, at]) => at === folder);
  return mount?.[2] === 'tmpfs' && !(mount[3] ?? '').split(',').includes('noexec');
}

/**
 * Whether the process that made a folder of ours still runs; its id is in the name. A name without an id is not of our making: it is left alone.
 * @param {string} name
 */
function isInUse(name) {
  const id = /^\d+(?=-)/.exec(name.slice(prefix.length))?.[0];
  return id === undefined || isAlive(Number(id));
}

/**
 * A new folder in memory for the data of a test run, where the machine has memory enough: brokers and engines of tests write many
 * small files, and wait for a disk to have them. Undefined where it has not. Folders of runs that were killed are removed where that is possible.
 */
export function memoryFolder({
  folder = shared,
  mounts = '/proc/mounts',
  leastFree = leastFreeBytes,
  remove = rmSync,
} = {}) {
  if (!existsSync(mounts) || !isUsable(readFileSync(mounts, 'utf8'), folder)) return undefined;
  for (const name of readdirSync(folder).filter((one) => one.startsWith(prefix) && !isInUse(one)))
    try {
      remove(join(folder, name), { recursive: true, force: true });
    } catch {
      // Another user's stays. It takes space, which is asked next.
    }
  const { bavail, bsize } = statfsSync(folder);
  return Math.min(bavail * bsize, freemem()) < leastFree
    ? undefined
    : mkdtempSync(join(folder, `${prefix}${process.pid}-`));
}
