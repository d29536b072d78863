import { defineQuery, type Query, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/** The period of a report and its moment, as ClickHouse takes them. `to` is the first moment behind the period. */
export type ReportParams = { from: string; to: string; as_of: string };

type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** What a figure is. */
export type Shape =
  /** A row with `value`. */
  | 'count'
  /** A row with `value` (null = nothing to take it over) and the number `of` that it is taken over. */
  | 'mean'
  /** A row with `part` and `whole`. */
  | 'share'
  /** Any rows. */
  | 'table'
  /** Rows of `hours`, and how many `ended` or were still `open` after so many. */
  | 'survival';

/** A figure before it is computed: what it means, and the query that gives it. */
export interface Definition {
  readonly name: string;
  readonly title: string;
  /** What is counted, and what is left out. */
  readonly definition: string;
  readonly shape: Shape;
  readonly query: Query<ReportParams, Row>;
}

/** A figure of a report. */
export interface Figure extends Omit<Definition, 'query'> {
  /** With the period written into it: it can be run as it stands. */
  readonly sql: string;
  readonly params: ReportParams;
  readonly rows: readonly Row[];
}

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** Defines a figure. The SQL reads the period as {from}, {to} and {as_of}. */
export const defineFigure = ({
  sql,
  ...figure
}: Omit<Definition, 'query'> & { sql: string }): Definition => ({
  ...figure,
  query: defineQuery<ReportParams>()({ name: `report: ${figure.name}`, sql: sql.trim(), row }),
});

/** SQL with its parameters written into it. */
export const runnable = (sql: string, params: ReportParams): string =>
  sql.replace(
    /\{(from|to|as_of):DateTime64\(3, 'UTC'\)\}/g,
    (_, name: keyof ReportParams) => `toDateTime64('${params[name]}', 3, 'UTC')`,
  );

/** Computes a figure. */
export async function compute(
  store: Store,
  { query, ...figure }: Definition,
  params: ReportParams,
): Promise<Figure> {
  const rows = await store.query(query, params);
  return { ...figure, sql: runnable(query.sql, params), params, rows };
}

const numberIn = (rows: readonly Row[], name: string): number | null => {
  const value = rows[0]?.[name];
  return typeof value === 'number' ? value : null;
};

/** The single value of a count or mean; null = there is none. */
export const figureValue = ({ rows }: Pick<Figure, 'rows'>): number | null => numberIn(rows, 'value');

/** Part and whole of a share, or how many a mean is taken over. */
export const countOf = ({ rows }: Pick<Figure, 'rows'>, name: 'part' | 'whole' | 'of'): number =>
  numberIn(rows, name) ?? 0;
