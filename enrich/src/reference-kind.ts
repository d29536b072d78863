import { createHash } from 'node:crypto';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import type { RowOf, Table } from '@ringtrace/schemas/table';
import type { z } from 'zod';
import type { Reference } from './reference.ts';

/** What one kind of reference data adds to the look-ups. */
export type Lookups = Partial<Omit<Reference, 'version'>>;

/** A kind's file, read and found right. */
export interface ParsedFile {
  /** SHA-256 of the entries, whatever their order, comments or spacing in the file. */
  readonly digest: string;
  readonly entries: number;
  /** Stores the entries under their digest; doing it again changes nothing. */
  store(store: Store): Promise<void>;
}

/** A kind of reference data: its file, its table and its look-ups. */
export interface ReferenceKind {
  /** As `ringtrace reference load KIND` names it. */
  readonly name: string;
  /** Throws ReferenceFileError. */
  parse(text: string, file: string): ParsedFile;
  /** The look-ups over the entries stored under a digest. */
  load(store: Store, digest: string): Promise<Lookups>;
}

interface KindDefinition<T extends Table, E> {
  readonly name: string;
  readonly table: T;
  /** An entry as it is stored: the row without its digest. */
  readonly entry: z.ZodType<E>;
  parse(text: string, file: string): E[];
  row(entry: E, digest: string): RowOf<T>;
  lookups(entries: readonly E[]): Lookups;
}

/** States a kind of reference data; list it in `reference-kinds.ts`. */
export function defineKind<T extends Table, E>(kind: KindDefinition<T, E>): ReferenceKind {
  const columns = Object.keys(kind.table.columns).filter((column) => column !== 'digest');
  const stored = defineQuery<{ digest: string }>()({
    name: `${kind.name} of a version`,
    sql: `SELECT ${columns.join(', ')} FROM ${kind.table.name} FINAL WHERE digest = {digest: String}`,
    row: kind.entry,
  });
  return {
    name: kind.name,
    parse(text, file) {
      const entries = kind.parse(text, file);
      const digest = digestOf(entries);
      return {
        digest,
        entries: entries.length,
        store: (store) =>
          store.insertRows(
            kind.table,
            entries.map((entry) => kind.row(entry, digest)),
          ),
      };
    },
    load: async (store, digest) => kind.lookups(await store.query(stored, { digest })),
  };
}

function digestOf(entries: readonly unknown[]): string {
  const hash = createHash('sha256');
  for (const line of entries.map((entry) => JSON.stringify(entry)).sort()) hash.update(`${line}\n`);
  return hash.digest('hex');
}

/** A reference file that is not right: nothing of it was stored. The message names file, line and the way out. */
export class ReferenceFileError extends Error {
  override name = 'ReferenceFileError';
}
