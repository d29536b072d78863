import type { Column } from './columns.ts';

export type Columns = Readonly<Record<string, Column<unknown, unknown>>>;

/** One definition of a table: its DDL, its insert encoder and its row type follow from it. */
export interface Table<C extends Columns = Columns> {
  readonly name: string;
  /** Tells analysts how to read the table; stored with the table. */
  readonly comment: string;
  readonly columns: C;
  readonly engine: string;
  readonly partitionBy?: string;
  readonly orderBy: readonly string[];
  readonly ttl?: string;
  readonly settings?: Readonly<Record<string, string | number>>;
  readonly indexes?: readonly string[];
  /**
   * Of a table whose rows are spread over the shards of a cluster: the columns that choose the shard. Rows that replace each other
   * must have the same values in these columns. All other tables are on the first shard alone.
   */
  readonly shardBy?: readonly string[];
}

type ValueOf<C> = C extends Column<infer T, infer _> ? T : never;
/** One row of a table. */
export type RowOf<T extends Table> = { readonly [K in keyof T['columns']]: ValueOf<T['columns'][K]> };

type ValuesOf<C> = C extends Column<infer _, infer M> ? M : never;
/** Many rows of a table as one array or range list a column, as `Block.pushAll` takes them. */
export type RowsOf<T extends Table> = { readonly [K in keyof T['columns']]: ValuesOf<T['columns'][K]> };

export interface View {
  readonly name: string;
  /** How a view with parameters is read, such as `cases_as_of(as_of = now64(3))`. */
  readonly call?: string;
  readonly comment: string;
  readonly select: string;
}

/** States a table; the generic type keeps the columns' names and types for `RowOf`. */
export function defineTable<C extends Columns>(table: Table<C>): Table<C> {
  return table;
}

const quote = (literal: string) => `'${literal.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function columnDdl([name, column]: [string, Columns[string]]): string {
  const fallback = column.fallback === undefined ? '' : ` DEFAULT ${column.fallback}`;
  const comment = column.comment === undefined ? '' : ` COMMENT ${quote(column.comment)}`;
  const codec = column.codec === undefined ? '' : ` CODEC(${column.codec})`;
  return `  ${name} ${column.type}${fallback}${comment}${codec}`;
}

/** CREATE TABLE IF NOT EXISTS for a definition, in the connection's database. */
export function tableDdl(table: Table): string {
  const lines = [
    ...Object.entries(table.columns).map(columnDdl),
    ...(table.indexes ?? []).map((i) => `  INDEX ${i}`),
  ];
  const settings = Object.entries(table.settings ?? {}).map(([name, value]) => `${name} = ${value}`);
  return [
    `CREATE TABLE IF NOT EXISTS ${table.name}`,
    `(\n${lines.join(',\n')}\n)`,
    `ENGINE = ${table.engine}`,
    table.partitionBy === undefined ? '' : `PARTITION BY ${table.partitionBy}`,
    `ORDER BY (${table.orderBy.join(', ')})`,
    table.ttl === undefined ? '' : `TTL ${table.ttl}`,
    settings.length === 0 ? '' : `SETTINGS ${settings.join(', ')}`,
    `COMMENT ${quote(table.comment)}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** CREATE OR REPLACE VIEW for a definition. A view has no data, so it can be replaced at each start. */
export function viewDdl(view: View): string {
  return `CREATE OR REPLACE VIEW ${view.name} AS\n${view.select}\nCOMMENT ${quote(view.comment)}`;
}
