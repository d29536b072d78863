import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inTransaction, versionOf } from '@ringtrace/platform/sqlite';

/** Version of the file's tables, kept as SQLite's user_version. */
const fileVersion = 1;
/** How long to wait for another process that writes, ms. */
const patienceMs = 10_000;

/**
 * The people who use the console, their sessions, and the changes of who may do what. `key` is the name in small letters: two
 * names that differ in their case alone are one. Triggers keep the changes as they were written.
 */
const tables = `
CREATE TABLE people (
  key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  carrier TEXT NOT NULL,
  way TEXT NOT NULL,
  password TEXT NOT NULL,
  subject TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;
CREATE TABLE sessions (
  digest TEXT PRIMARY KEY,
  key TEXT NOT NULL REFERENCES people (key) ON DELETE CASCADE,
  began_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_person ON sessions (key);
CREATE TABLE people_changes (
  sequence INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  name TEXT NOT NULL,
  change TEXT NOT NULL,
  role TEXT NOT NULL,
  carrier TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE TRIGGER changes_stay BEFORE UPDATE ON people_changes BEGIN SELECT raise(ABORT, 'changes are never changed'); END;
CREATE TRIGGER changes_remain BEFORE DELETE ON people_changes BEGIN SELECT raise(ABORT, 'changes are never removed'); END;
`;

/** The folder of what the console keeps, by RINGTRACE_HOME. */
export const consoleFolder = (home: string): string => join(home, 'console');

/** The console's own file, by RINGTRACE_HOME. */
export const consoleFileOf = (home: string): string => join(consoleFolder(home), 'console.db');

/**
 * Opens the file of the console, and makes it where there is none; ':memory:' is for tests. Only its owner may read it. Throws
 * where the file is of a newer Ringtrace.
 */
export function openConsoleFile(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(path, { timeout: patienceMs, enableForeignKeyConstraints: true });
  try {
    // Before anything is written, so that nobody else may read it even for a moment.
    if (path !== ':memory:') chmodSync(path, 0o600);
    file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    inTransaction(file, 'IMMEDIATE', () => {
      const found = versionOf(file);
      if (found > fileVersion)
        throw new Error(`${path} was written by a newer Ringtrace (version ${found}): use that one`);
      if (found === fileVersion) return;
      file.exec(tables);
      file.exec(`PRAGMA user_version = ${fileVersion}`);
    });
  } catch (error) {
    file.close();
    throw error;
  }
  return file;
}
