import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let path: string;

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'ringtrace-lock-')), 'set-up.lock');
});

afterEach(() => rmSync(join(path, '..'), { recursive: true, force: true }));

it('holds while the work runs and lets go after it, also when it throws', async () => {
  await withLock(path, () => expect(existsSync(path)).toBe(true));
  await expect(
    withLock(path, () => {
      throw new Error('no network');
    }),
  ).rejects.toThrow('no network');
  expect(existsSync(path)).toBe(false);
});

it('takes over from a process that is gone', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(path, String(pid));
  let done = false;
  await withLock(path, () => {
    done = true;
  });
  expect(done).toBe(true);
});

it('waits for a process that is alive', async () => {
  writeFileSync(path, String(process.ppid));
  const order: string[] = [];
  const waiting = withLock(path, () => order.push('second'));
  await new Promise(setImmediate);
  order.push('first');
  rmSync(path);
  await waiting;
  expect(order).toEqual(['first', 'second']);
});
