import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { whyUnreadable } from './unreadable.ts';

const reading = (path: string) => {
  try {
    readFileSync(path);
    return undefined;
  } catch (error) {
    return whyUnreadable(error);
  }
};

it('says in words why a file cannot be read', () => {
  expect(reading(join(tmpdir(), 'ringtrace-nowhere.csv'))).toBe('there is no such file');
  expect(reading(join(import.meta.filename, 'file.csv'))).toBe('there is no such file');
  expect(reading(tmpdir())).toBe('it is a folder');
  expect(whyUnreadable(Object.assign(new Error('EACCES: x'), { code: 'EACCES' }))).toBe(
    'this user may not read it',
  );
  expect(whyUnreadable(Object.assign(new Error('EIO: disk'), { code: 'EIO' }))).toBe('EIO: disk');
});
