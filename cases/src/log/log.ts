import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inTransaction, versionOf } from '@ringtrace/platform/sqlite';
import type { Actor } from './actor.ts';
import type { EventRow } from './event-row.ts';
import { everyRow } from './every-row.ts';
import type { Indexes } from './index-rows.ts';
import { Replay } from './replay.ts';
import { fileSchema, fileVersion, upgradeFrom1 } from './schema.ts';
import { type Statements, statementsOf } from './statements.ts';
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
  /** What the indexes hold now. */
  readonly indexes: Indexes;
  /** Makes both indexes anew from the events. Throws where an event can't follow those before it. */
  rebuildIndexes(): void;
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
 * Opens the log in a file, and makes it where there is none; ':memory:' is for tests. A file of an earlier Ringtrace is
 * converted. Throws where the file is of a newer Ringtrace or is no log.
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
  } else if (versionOf(file) === 1) {
    openLog(path).close();
  }
  checkVersion(file, path);
  const statements = statementsOf(file);
  return {
    transact: (actor, work) => inTransaction(file, 'IMMEDIATE', () => work(writerOf(statements, actor, now))),
    read: (work) => inTransaction(file, 'DEFERRED', () => work(readerOf(statements))),
    rowsAfter: statements.rowsAfter,
    last: statements.last,
    bytes: statements.bytes,
    indexes: statements.indexes,
    rebuildIndexes: () => inTransaction(file, 'IMMEDIATE', () => fillIndexes(statements)),
    close: () => file.close(),
  };
}

function makeTables(file: DatabaseSync): void {
  const found = versionOf(file);
  if (found > 1) return;
  file.exec(found === 0 ? fileSchema : upgradeFrom1);
  if (found === 1) {
    const statements = statementsOf(file);
    for (const row of everyRow(statements)) statements.link(row);
  }
  file.exec(`PRAGMA user_version = ${fileVersion}`);
}

function fillIndexes(statements: Statements): void {
  statements.clearIndexes();
  const replay = new Replay(statements);
  for (const row of everyRow(statements)) replay.take(row);
}

function checkVersion(file: DatabaseSync, path: string): void {
  const found = versionOf(file);
  if (found === fileVersion) return;
  if (found > fileVersion)
    throw new Error(`${path} was written by a newer Ringtrace (version ${found} of the log): use that one`);
  throw new Error(`${path} is no log of casework`);
}
