import { createHash } from 'node:crypto';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import type { RowOf, Table } from '@ringtrace/schemas/table';
import type { z } from 'zod';
import type { ReferenceParts } from './reference.ts';
import { ReferenceFileError } from './reference-file-error.ts';

/** A file as it was read, and what it would follow. */
interface ReferenceFile {
  readonly bytes: Buffer;
  /** Named in errors. */
  readonly file: string;
  readonly store: Store;
  /** Digest of the entries in force; undefined for a kind's first file. */
  readonly before: string | undefined;
}

/** A kind's file, read and found right. */
interface ParsedFile {
  /** SHA-256 of the entries, whatever their order, comments or spacing in the file. */
  readonly digest: string;
  /** How many the file itself has. */
  readonly entries: number;
  /** Stores the entries under their digest; doing it again changes nothing. */
  store(store: Store): Promise<void>;
}

/** A kind of reference data: its file, its table and what it adds to the look-ups. */
export interface ReferenceKind {
  /** As `ringtrace reference load KIND` names it. */
  readonly name: string;
  /** What its file looks like, in a line. */
  readonly layout: string;
  /** Each file adds to the ones before instead of replacing them. */
  readonly addsUp: boolean;
  /** Throws ReferenceFileError. */
  parse(source: ReferenceFile): Promise<ParsedFile>;
  /** The look-ups over the entries stored under a digest; undefined for a kind that analysts alone read. */
  readonly load?: (store: Store, digest: string) => Promise<ReferenceParts>;
}

interface KindDefinition<T extends Table, E> {
  readonly name: string;
  readonly layout: string;
  readonly addsUp?: true;
  readonly table: T;
  /** An entry as it is stored: the row without its digest. */
  readonly entry: z.ZodType<E>;
  parse(text: string, file: string): E[];
  /** What becomes of a file's entries beside those in force before it. */
  readonly after?: (entries: readonly E[], before: readonly E[]) => readonly E[];
  row(entry: E, digest: string): RowOf<T>;
  readonly parts?: (entries: readonly E[]) => ReferenceParts;
}

/** States a kind of reference data whose files are text and fit memory; list it in `reference-kinds.ts`. */
export function defineKind<T extends Table, E>(kind: KindDefinition<T, E>): ReferenceKind {
  const { name, layout, addsUp = false, after, parts } = kind;
  const columns = Object.keys(kind.table.columns).filter((column) => column !== 'digest');
  const stored = defineQuery<{ digest: string }>()({
    name: `${name} of a version`,
    sql: `SELECT ${columns.join(', ')} FROM ${kind.table.name} FINAL WHERE digest = {digest: String}`,
    row: kind.entry,
  });

  /** A piece at a time, so that nobody else's work waits for all of them. */
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
