import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isUsable, memoryFolder } from './memory-folder.mjs';

const mounts = (options: string, kind = 'tmpfs') =>
  `/dev/vda / ext4 rw 0 0\n${kind} /dev/shm ${kind} ${options} 0 0\n`;

it.each([
  [mounts('rw,relatime'), true],
  [mounts('rw,nosuid,nodev,noexec'), false],
  [mounts('rw', 'ext4'), false],
  ['/dev/vda / ext4 rw 0 0\n', false],
  [`${mounts('rw')}${mounts('rw,noexec')}`, false],
])('takes a folder in memory from which programs may be loaded: %j', (table, usable) => {
  expect(isUsable(table, '/dev/shm')).toBe(usable);
});

let folder: string;
/** A table that says the folder is in memory. */
let table: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memory-'));
  table = `${folder}.mounts`;
  writeFileSync(table, `tmpfs ${folder} tmpfs rw 0 0\n`);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  rmSync(table);
});

it('makes no folder where less is free than the tests need', () => {
  expect(memoryFolder({ folder, mounts: table, leastFree: Number.MAX_SAFE_INTEGER })).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

it('makes no folder where there is no such place', () => {
  expect(memoryFolder({ folder: join(folder, 'none'), mounts: table })).toBeUndefined();
  expect(memoryFolder({ folder, mounts: join(folder, 'none') })).toBeUndefined();
});

it('removes the folder of a run that was killed, and no other', () => {
  // No process has an id this large.
  const [killed, running] = ['ringtrace-tests-999999999-a', `ringtrace-tests-${process.pid}-b`];
  for (const name of [killed, running, 'of-others']) mkdirSync(join(folder, name));
  const made = memoryFolder({ folder, mounts: table, leastFree: 0 });
  expect(readdirSync(folder).sort()).toEqual(['of-others', running, basename(made ?? '')].sort());
});
