import { randomUUID } from 'node:crypto';
import { encodeRows } from '@ringtrace/schemas/block';
import type { Column } from '@ringtrace/schemas/columns';
import { type Columns, defineTable, type RowOf, type Table } from '@ringtrace/schemas/table';

/**
 * A list of any length that is sent with a statement, as a temporary table. It is never sent as a parameter: ClickHouse
 * takes no parameter above 128 KiB. See docs/decisions/lists-as-tables.md.
 */
export interface List<Element> {
  /** The table's columns and their types, as SQL. */
  readonly structure: string;
  /** The elements in ClickHouse's Native format. */
  encode(elements: readonly Element[]): Buffer;
}

/** A table with these columns; each element is a row. */
export function rows<C extends Columns>(columns: C): List<RowOf<Table<C>>> {
  const table = defineTable({
    name: 'list',
    comment: 'Sent with one statement.',
    columns,
    engine: 'Memory',
    orderBy: [],
  });
  return {
    structure: Object.entries(columns)
      .map(([name, { type }]) => `${name} ${type}`)
      .join(', '),
    encode: (elements) => encodeRows<Table<C>>(table, elements),
  };
}

/** A table with one column, `value`; each element is a value. */
export function values<T>(column: Column<T>): List<T> {
  const { structure, encode } = rows({ value: column });
  return { structure, encode: (elements) => encode(elements.map((value) => ({ value }))) };
}

export type Lists = Readonly<Record<string, List<unknown>>>;

/** A multipart/form-data request: its body, and the content type with the boundary. */
export interface Form {
  readonly contentType: string;
  readonly body: readonly Buffer[];
}

/** Writes a statement and its lists as multipart/form-data: ClickHouse's form of external tables over HTTP. */
export function formOf(
  sql: string,
  tables: readonly { readonly name: string; readonly structure: string; readonly rows: Buffer }[],
): Form {
  // Random, so that no text from a feed can contain the boundary and end a part of the form.
  const boundary = `ringtrace-${randomUUID()}`;
  const part = (name: string, value: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const body = tables.flatMap(({ name, structure, rows: native }) => [
    Buffer.from(
      `${part(`${name}_structure`, structure)}${part(`${name}_format`, 'Native')}--${boundary}\r\n` +
        `Content-Disposition: form-data; name="${name}"; filename="${name}"\r\n\r\n`,
    ),
    native,
    Buffer.from('\r\n'),
  ]);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: [Buffer.from(part('query', sql)), ...body, Buffer.from(`--${boundary}--\r\n`)],
  };
}
