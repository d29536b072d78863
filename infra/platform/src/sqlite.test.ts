import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { inTransaction, versionOf } from './sqlite.ts';

it('a transaction writes all or nothing, and gives back what the work returns', () => {
  const file = new DatabaseSync(':memory:');
  file.exec('CREATE TABLE t (a INTEGER); PRAGMA user_version = 3');
  expect(versionOf(file)).toBe(3);
  const insert = () => file.exec('INSERT INTO t VALUES (1)');
  const writing = () => {
    insert();
    return 'done';
  };
  expect(inTransaction(file, 'IMMEDIATE', writing)).toBe('done');
  const failing = () => {
    insert();
    throw new Error('half-way');
  };
  expect(() => inTransaction(file, 'IMMEDIATE', failing)).toThrow('half-way');
  const count = () => file.prepare('SELECT count(*) AS n FROM t').get()?.['n'];
  expect(inTransaction(file, 'DEFERRED', count)).toBe(1);
  file.close();
});
