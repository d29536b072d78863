import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { adoptDefaultDatabase } from './start-database.ts';
import { ask, startTestEngine } from './test-engine.ts';

const UUID = '2e3bdffe-2850-4264-babe-27b741203cc8';
let dir: string;
let statement: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringtrace-start-database-'));
  mkdirSync(join(dir, 'metadata'));
  statement = join(dir, 'metadata', 'default.sql');
});
afterEach(() => rmSync(dir, { recursive: true }));

function linkTables(): void {
  mkdirSync(join(dir, 'store', '2e3', UUID), { recursive: true });
  symlinkSync(`../store/2e3/${UUID}`, join(dir, 'metadata', 'default'));
}

it('gives the database of an older home the statement that loads it', () => {
  linkTables();
  adoptDefaultDatabase(dir);
  expect(readFileSync(statement, 'utf8')).toBe(`ATTACH DATABASE _ UUID '${UUID}'\nENGINE = Atomic\n`);
});

it('leaves a statement that is there as it is', () => {
  linkTables();
  writeFileSync(statement, 'as it was');
  adoptDefaultDatabase(dir);
  expect(readFileSync(statement, 'utf8')).toBe('as it was');
});

it('makes nothing in a new home', () => {
  adoptDefaultDatabase(dir);
  expect(existsSync(statement)).toBe(false);
});

it('keeps the tables of an older home', async () => {
  const first = await startTestEngine();
  await ask(first, 'readWrite', 'CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a');
  await ask(first, 'readWrite', 'INSERT INTO t VALUES (7)');
  await first.stop();
  // An older version kept the link, but wrote no SQL statement.
  rmSync(join(first.dir, 'data', 'engine', 'metadata', 'default.sql'));
  const second = await first.restart();
  try {
    expect(await ask(second, 'readOnly', 'SELECT a FROM t')).toMatchObject({ text: '7' });
    const databases = await ask(second, 'readOnly', 'SELECT name FROM system.databases ORDER BY name');
    expect(databases.text.split('\n')).toEqual([
      'INFORMATION_SCHEMA',
      'default',
      'information_schema',
      'system',
    ]);
  } finally {
    await second.remove();
  }
});
