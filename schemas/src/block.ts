import { type Body, NativeBuffer } from './native-buffer.ts';
import type { RowOf, RowsOf, Table } from './table.ts';

/** Rows of one table on their way into ClickHouse, held as columns. */
export interface Block<T extends Table> {
  readonly table: T;
  /** Rows held. */
  rows(): number;
  /** Bytes held, roughly. */
  bytes(): number;
  push(row: RowOf<T>): void;
  /** Adds these rows of a batch that is held as columns. */
  pushAll(columns: RowsOf<T>, rows: Int32Array): void;
  /** The block in ClickHouse's Native format (as HTTP takes it); the block is empty afterwards. */
  flush(): Body;
}

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

/** Many rows as one Native body, for tables that are written seldom. */
export function encodeRows<T extends Table>(table: T, rows: readonly RowOf<T>[]): Buffer {
  const block = createBlock(table);
  for (const row of rows) block.push(row);
  const body = block.flush();
  const bytes = body.toBuffer();
  body.release();
  return bytes;
}
