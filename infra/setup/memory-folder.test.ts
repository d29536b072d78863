import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

// No process has an id this large.
const killed = 'ringtrace-memory-999999999-a';

it('removes the folder of a run that was killed, and no other', () => {
  const others = [
    `ringtrace-memory-${process.pid}-b`,
    'ringtrace-memory-x-1',
    'ringtrace-tests-999999999',
    'x',
  ];
  for (const name of [killed, ...others]) mkdirSync(join(folder, name));
  const made = memoryFolder({ folder, mounts: table, leastFree: 0 });
  expect(readdirSync(folder).sort()).toEqual([...others, basename(made ?? '')].sort());
});

describe('where other users have folders', () => {
  afterEach(() => vi.restoreAllMocks());

  it('leaves the folder of a run that we may not signal', () => {
    const refused = Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw refused;
    });
    mkdirSync(join(folder, killed));
    memoryFolder({ folder, mounts: table, leastFree: 0 });
    expect(readdirSync(folder)).toContain(killed);
  });

  it('makes a folder although one of a run that was killed cannot be removed', () => {
    mkdirSync(join(folder, killed));
    const made = memoryFolder({
      folder,
      mounts: table,
      leastFree: 0,
      remove: () => {
        throw new Error('EACCES: permission denied');
      },
    });
    expect(readdirSync(folder).sort()).toEqual([killed, basename(made ?? '')].sort());
  });
});
