import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Actor } from './actor.ts';
import type { EventRow } from './event-row.ts';
import { fileSchema, fileVersion } from './schema.ts';
import { statementsOf } from './statements.ts';
import { type Reader, readerOf, type Writer, writerOf } from './transaction.ts';

export type { Actor } from './actor.ts';

/** The log of casework: the only record. Everything else that casework shows is derived from it. */
export interface CaseLog {
  /**
   * Runs `work` while nobody else can write. Everything it appends is written at once, or nothing where it throws. Once this
   * returns, the events survive the end of the process and of the machine.
   */
  transact<R>(actor: Actor, work: (log: Writer) => R): R;
  /** Runs `work` on one unchanging view of the log. */
  read<R>(work: (log: Reader) => R): R;
  /** Events behind a place in the log, at most `limit`, in order. */
  rowsAfter(sequence: number, limit: number): EventRow[];
  /** The last event; undefined where there is none. */
  last(): EventRow | undefined;
  /** Kept bytes; undefined where there are none of this SHA-256. */
  bytes(sha256: string): Uint8Array | undefined;
  close(): void;
}

export interface LogOptions {
  /** The clock, ms since 1970. */
  readonly now?: () => number;
  /** Opens the file for reading alone. */
  readonly readOnly?: boolean;
}

/** How long to wait for another process that writes, ms. */
const patienceMs = 10_000;

/**
 * Opens the log in a file, and makes it where there is none; ':memory:' is for tests. Throws where the file is of a newer
 * Ringtrace or is no log.
 */
export function openLog(path: string, { now = Date.now, readOnly = false }: LogOptions = {}): CaseLog {
  const inMemory = path === ':memory:';
  if (!inMemory && !readOnly) mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(path, { readOnly, timeout: patienceMs, enableForeignKeyConstraints: false });
  if (!readOnly) {
    // A commit is on the disk before it is acknowledged.
    file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    inTransaction(file, 'IMMEDIATE', () => makeTables(file));
    if (!inMemory) chmodSync(path, 0o600);
  }
  checkVersion(file, path);
  const statements = statementsOf(file);
  return {
    transact: (actor, work) => inTransaction(file, 'IMMEDIATE', () => work(writerOf(statements, actor, now))),
    read: (work) => inTransaction(file, 'DEFERRED', () => work(readerOf(statements))),
    rowsAfter: statements.rowsAfter,
    last: statements.last,
    bytes: statements.bytes,
    close: () => file.close(),
  };
}

function inTransaction<R>(file: DatabaseSync, mode: 'IMMEDIATE' | 'DEFERRED', work: () => R): R {
  file.exec(`BEGIN ${mode}`);
  try {
    const result = work();
    file.exec('COMMIT');
    return result;
  } catch (error) {
    if (file.isTransaction) file.exec('ROLLBACK');
    throw error;
  }
}

const versionOf = (file: DatabaseSync) =>
  Number(file.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);

function makeTables(file: DatabaseSync): void {
  if (versionOf(file) !== 0) return;
  file.exec(fileSchema);
  file.exec(`PRAGMA user_version = ${fileVersion}`);
}

function checkVersion(file: DatabaseSync, path: string): void {
  const found = versionOf(file);
  if (found === fileVersion) return;
  if (found > fileVersion)
    throw new Error(`${path} was written by a newer Ringtrace (version ${found} of the log): use that one`);
  throw new Error(`${path} is no log of casework`);
}
