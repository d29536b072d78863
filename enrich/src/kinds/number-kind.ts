import { setImmediate } from 'node:timers/promises';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { createBlock } from '@ringtrace/schemas/block';
import { ByteDictionary } from '@ringtrace/schemas/byte-dictionary';
import type { Codes } from '@ringtrace/schemas/column-writers';
import type { RowsOf, Table } from '@ringtrace/schemas/table';
import { z } from 'zod';
import { type HolderTable, HolderTableBuilder } from '../holder-table.ts';
import type { ReferenceParts } from '../reference.ts';
import type { ReferenceKind } from '../reference-kind.ts';
import { holderIn, type NumberList, numberIn, readNumberList } from './number-list-file.ts';

interface NumberKind<T extends Table> {
  readonly name: string;
  readonly layout: string;
  readonly table: T;
  /** Name of the column with the holder, in the file and in the table. */
  readonly column: string;
  readonly holder: { readonly pattern: RegExp; readonly must: string };
  columns(rows: { digest: Codes; number: Float64Array; holder: Codes }): RowsOf<T>;
  parts(table: HolderTable): ReferenceParts;
}

/** Rows of one insert; ClickHouse stores each insert as one part. */
const blockRows = 1_000_000;

/**
 * Defines a kind of reference data that has millions of numbers and a holder for each. Files and the store's rows are
 * read as bytes: an object for each number would take too much time and memory.
 */
export function defineNumberKind<T extends Table>(kind: NumberKind<T>): ReferenceKind {
  const { name, layout, table, column, holder } = kind;
  const count = defineQuery<{ digest: string }>()({
    name: `numbers of ${name}`,
    sql: `SELECT count() AS rows FROM ${table.name} WHERE digest = {digest: String}`,
    row: z.object({ rows: z.number() }),
  });
  const inOrder = `SELECT number, toString(${column}) FROM ${table.name}
    WHERE digest = {digest: String} ORDER BY number FORMAT RowBinary`;

  return {
    name,
    layout,
    addsUp: false,
    async parse({ bytes, file }) {
      const list = readNumberList({ bytes, file, column, holder });
      return {
        digest: list.digest,
        entries: list.packed.length,
        store: (store) => storeList(store, kind, list),
      };
    },
    async load(store, digest) {
      const [counted] = await store.query(count, { digest });
      const rows = counted?.rows ?? 0;
      const { stream } = await store.client.exec({ query: inOrder, query_params: { digest } });
      const builder = new HolderTableBuilder(rows);
      const read = await readRows(stream, builder);
      if (read !== rows) throw new Error(`${name} of ${digest}: read ${read} of ${rows} numbers`);
      return kind.parts(builder.build());
    },
  };
}

async function storeList<T extends Table>(
  store: Store,
  kind: NumberKind<T>,
  list: NumberList,
): Promise<void> {
  const { packed, holders, digest } = list;
  const block = createBlock(kind.table);
  for (let from = 0; from < packed.length; from += blockRows) {
    const chunk = packed.subarray(from, from + blockRows);
    const columns = kind.columns({
      digest: { codes: new Uint8Array(chunk.length), texts: [digest] },
      number: chunk.map(numberIn),
      holder: { codes: Uint32Array.from(chunk, holderIn), texts: holders },
    });
    block.pushAll(columns, Int32Array.from(chunk.keys()));
    const body = block.flush();
    await store.insertNative(kind.table.name, body.pieces);
    body.release();
  }
}

/** After so many ms of reading rows, the process does its other work first: ingest must not wait for a large list. */
const turnMs = 20;

/**
 * Adds the rows of a RowBinary stream and returns how many they were. A row is a number (UInt64, 8 bytes), then the
 * holder's length (one byte, as it is below 128) and the holder.
 */
async function readRows(stream: AsyncIterable<Buffer>, builder: HolderTableBuilder): Promise<number> {
  const dictionary = new ByteDictionary();
  const ids: number[] = [];
  let rows = 0;
  let rest: Buffer = Buffer.alloc(0);
  let turnEnds = performance.now() + turnMs;
  for await (const chunk of stream) {
    if (performance.now() > turnEnds) {
      await setImmediate();
      turnEnds = performance.now() + turnMs;
    }
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = 0;
    while (at + 9 <= bytes.length) {
      const start = at + 9;
      const end = start + view.getUint8(at + 8);
      if (end > bytes.length) break;
      const holder = dictionary.idOf(view, start, end);
      if (holder === ids.length) ids.push(builder.idOf(bytes.toString('utf8', start, end)));
      builder.add(view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32, ids[holder] ?? 0);
      rows += 1;
      at = end;
    }
    rest = bytes.subarray(at);
  }
  return rows;
}
