import { randomUUID } from 'node:crypto';
import { encodeRows } from '@ringtrace/schemas/block';
import type { Column } from '@ringtrace/schemas/columns';
import { type Columns, defineTable, type RowOf, type Table } from '@ringtrace/schemas/table';

/**
 * A list of any length that goes along with a statement, as a table of the statement's own. It never travels as a
 * parameter: the store takes no parameter above 128 KiB. See docs/decisions/lists-as-tables.md.
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
    comment: 'Goes along with one statement.',
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

/** A request's body and the header that names its form. */
export interface Form {
  readonly contentType: string;
  readonly body: readonly Buffer[];
}

/** A statement and its lists as multipart/form-data, as ClickHouse takes external tables over HTTP. */
export function formOf(
  sql: string,
  tables: readonly { readonly name: string; readonly structure: string; readonly rows: Buffer }[],
): Form {
  // Nobody can know it beforehand: no text of a feed can end a part.
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
