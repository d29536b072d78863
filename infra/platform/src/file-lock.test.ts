import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { lockFile } from './file-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'ringtrace-file-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('has one holder at a time', () => {
  const path = join(folder, 'below', 'one.lock');
  const first = lockFile(path);
  expect(first).toBeDefined();
  expect(lockFile(path)).toBeUndefined();
  first?.release();
  const second = lockFile(path);
  expect(second).toBeDefined();
  second?.release();
});

it('does not take a file that is no lock for a held one', () => {
  const path = join(folder, 'text');
  writeFileSync(path, 'a text that is no database\n'.repeat(100));
  expect(() => lockFile(path)).toThrow('not a database');
});
