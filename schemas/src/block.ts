import { type Body, NativeBuffer } from './native-buffer.ts';
import type { RowOf, RowsOf, Table } from './table.ts';

/** Rows of one table that are collected for one insert into ClickHouse. They are held as columns, already encoded. */
export interface Block<T extends Table> {
  readonly table: T;
  /** Rows held. */
  rows(): number;
  /** Encoded size of the rows held, in bytes; an estimate. */
  bytes(): number;
  push(row: RowOf<T>): void;
  /** Adds rows of a batch that is held as columns: `rows` are their indexes in the batch. */
  pushAll(columns: RowsOf<T>, rows: Int32Array): void;
  /** Returns the rows in ClickHouse's Native format, as an HTTP insert takes it, and empties the block. */
  flush(): Body;
}

/** An empty block for a table. */
export function createBlock<T extends Table>(table: T): Block<T> {
  const writers = Object.entries(table.columns).map(([name, column]) => ({
    name,
    type: column.type,
    writer: column.writer(),
  }));
  let rows = 0;
  return {
    table,
    rows: () => rows,
    bytes: () => writers.reduce((sum, { writer }) => sum + writer.size(), 0),
    push(row) {
      for (const { name, writer } of writers) writer.push(row[name]);
      rows += 1;
    },
    pushAll(columns, picked) {
      for (const { name, writer } of writers) writer.pushAll(columns[name], picked);
      rows += picked.length;
    },
    flush() {
      const out = new NativeBuffer();
      out.varUint(writers.length);
      out.varUint(rows);
      for (const { name, type, writer } of writers) {
        out.string(name);
        out.string(type);
        writer.flush(out);
      }
      rows = 0;
      return out.flush();
    },
  };
}

/** Encodes rows in ClickHouse's Native format. For tables that are written seldom: it copies the bytes once more. */
export function encodeRows<T extends Table>(table: T, rows: readonly RowOf<T>[]): Buffer {
  const block = createBlock(table);
  for (const row of rows) block.push(row);
  const body = block.flush();
  const bytes = body.toBuffer();
  body.release();
  return bytes;
}
