import { createHash } from 'node:crypto';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import type { RowOf, Table } from '@ringtrace/schemas/table';
import type { z } from 'zod';
import type { ReferenceParts } from './reference.ts';
import { ReferenceFileError } from './reference-file-error.ts';

/** The bytes of a reference file, and the version it would replace. */
interface ReferenceFile {
  readonly bytes: Buffer;
  /** Path of the file, named in errors. */
  readonly file: string;
  readonly store: Store;
  /** Digest of the entries in force; undefined for a kind's first file. */
  readonly before: string | undefined;
}

/** A reference file that was read and has no fault. */
interface ParsedFile {
  /** SHA-256 of the entries; order, comments and spacing of the file do not change it. */
  readonly digest: string;
  /** Number of entries in the file. */
  readonly entries: number;
  /** Stores the entries under their digest. Storing them again changes nothing. */
  store(store: Store): Promise<void>;
}

/** A kind of reference data: how its file is read, stored, and loaded for look-ups. */
export interface ReferenceKind {
  /** Name in `ringtrace reference load KIND`. */
  readonly name: string;
  /** The layout of its file, in one line for the help. */
  readonly layout: string;
  /** True where a new file adds to the earlier ones instead of replacing them. */
  readonly addsUp: boolean;
  /** Throws ReferenceFileError where the file is wrong. */
  parse(file: ReferenceFile): Promise<ParsedFile>;
  /** Loads the entries of a digest for look-ups; undefined for a kind that only analysts query. */
  readonly load?: (store: Store, digest: string) => Promise<ReferenceParts>;
}

interface KindDefinition<T extends Table, E> {
  readonly name: string;
  readonly layout: string;
  readonly addsUp?: true;
  readonly table: T;
  /** An entry: a row of the table without its digest. */
  readonly entry: z.ZodType<E>;
  parse(text: string, file: string): E[];
  /** Computes the entries to store from the file's entries and those in force before. */
  readonly after?: (entries: readonly E[], before: readonly E[]) => readonly E[];
  row(entry: E, digest: string): RowOf<T>;
  readonly parts?: (entries: readonly E[]) => ReferenceParts;
}

/** Defines a kind of reference data whose files are text and fit into memory. List it in `reference-kinds.ts`. */
export function defineKind<T extends Table, E>(kind: KindDefinition<T, E>): ReferenceKind {
  const { name, layout, addsUp = false, after, parts } = kind;
  const columns = Object.keys(kind.table.columns).filter((column) => column !== 'digest');
  const stored = defineQuery<{ digest: string }>()({
    name: `${name} of a version`,
    sql: `SELECT ${columns.join(', ')} FROM ${kind.table.name} FINAL WHERE digest = {digest: String}`,
    row: kind.entry,
  });

  /** Reads rows in several pieces, so that the process can do other work in between. */
  async function entriesOf(store: Store, digest: string): Promise<E[]> {
    const entries: E[] = [];
    for await (const piece of store.pieces(stored, { digest }))
      for (const entry of piece) entries.push(entry);
    return entries;
  }

  return {
    name,
    layout,
    addsUp,
    async parse({ bytes, file, store, before }) {
      const own = kind.parse(textOf(bytes, file), file);
      const entries =
        after === undefined || before === undefined ? own : after(own, await entriesOf(store, before));
      const digest = digestOf(entries);
      return {
        digest,
        entries: own.length,
        store: (to) =>
          to.insertRows(
            kind.table,
            entries.map((entry) => kind.row(entry, digest)),
          ),
      };
    },
    ...(parts && { load: async (store, digest) => parts(await entriesOf(store, digest)) }),
  };
}

function textOf(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ReferenceFileError(`${file}: is not UTF-8 text: save it as UTF-8`);
  }
}

function digestOf(entries: readonly unknown[]): string {
  const hash = createHash('sha256');
  for (const line of entries.map((entry) => JSON.stringify(entry)).sort()) hash.update(`${line}\n`);
  return hash.digest('hex');
}
