import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const shared = '/dev/shm';
const prefix = 'ringtrace-tests-';
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

/** Whether the process that made a folder of ours still runs; its id is in the name. @param {string} name */
function isInUse(name) {
  try {
    process.kill(Number(name.slice(prefix.length).split('-')[0]), 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * A new folder in memory for the data of a test run, where the machine has memory enough: brokers and engines of tests write many
 * small files, and wait for a disk to have them. Undefined where it has not. Folders of runs that were killed are removed.
 */
export function memoryFolder({ folder = shared, mounts = '/proc/mounts', leastFree = leastFreeBytes } = {}) {
  if (!existsSync(mounts) || !isUsable(readFileSync(mounts, 'utf8'), folder)) return undefined;
  for (const name of readdirSync(folder).filter((one) => one.startsWith(prefix)))
    if (!isInUse(name)) rmSync(join(folder, name), { recursive: true, force: true });
  const { bavail, bsize } = statfsSync(folder);
  return Math.min(bavail * bsize, freemem()) < leastFree
    ? undefined
    : mkdtempSync(join(folder, `${prefix}${process.pid}-`));
}
