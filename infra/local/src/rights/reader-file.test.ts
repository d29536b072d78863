import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addReader, loadReaders, readersFile, removeReader } from './reader-file.ts';

let home: string;
let file: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringtrace-readers-'));
  file = readersFile(home);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const anna = { name: 'anna', role: 'analyst', carrier: '' } as const;
const nils = { name: 'nils', role: 'carrier', carrier: 'north' } as const;

it('keeps the digest of a password, in a file for its owner alone', () => {
  expect(loadReaders(file)).toEqual([]);
  const password = addReader(file, nils, 1);
  addReader(file, anna, 2);
  const sha256 = createHash('sha256').update(password).digest('hex');
  expect(loadReaders(file)).toMatchObject([
    { ...anna, added_at: 2 },
    { ...nils, added_at: 1, sha256 },
  ]);
  expect(readFileSync(file, 'utf8')).not.toContain(password);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('removes one reader and keeps the others', () => {
  addReader(file, anna);
  addReader(file, nils);
  removeReader(file, 'anna');
  expect(loadReaders(file).map(({ name }) => name)).toEqual(['nils']);
  expect(() => removeReader(file, 'anna')).toThrow("no reader 'anna'");
});

it.each([
  '',
  'a b',
  '1a',
  'default',
  'ringtrace',
  'analyst',
  'ringtrace_masked',
  'a.b',
  '<a>',
  "a'",
  'a'.repeat(64),
])('refuses the name %j', (name) => {
  expect(() => addReader(file, { ...anna, name })).toThrow("can't be the name of a reader");
});

it('refuses a name twice', () => {
  addReader(file, anna);
  expect(() => addReader(file, { ...nils, name: 'anna' })).toThrow('ringtrace reader remove anna');
});

it.each([
  'no JSON',
  '{}',
  JSON.stringify({ readers: [{ ...anna, sha256: 'x', added_at: 1 }] }),
  JSON.stringify({ readers: [{ ...anna, carrier: 'north', sha256: 'a'.repeat(64), added_at: 1 }] }),
  JSON.stringify({ readers: [{ ...nils, carrier: "n' OR 1", sha256: 'a'.repeat(64), added_at: 1 }] }),
])('does not read %s', (content) => {
  writeFileSync(file, content);
  expect(() => loadReaders(file)).toThrow('does not hold readers');
});
