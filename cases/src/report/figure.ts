import { defineQuery, type Query, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/** The period of a report and its moment, as ClickHouse takes them. `to` is the first moment behind the period. */
export type ReportParams = { from: string; to: string; as_of: string };

type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** What a figure is. */
type Shape =
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

/** A figure before it is computed: what it means, and how it is read. */
export interface Definition {
  readonly name: string;
  readonly title: string;
  /** What is counted, and what is left out. */
  readonly definition: string;
  readonly shape: Shape;
  /** Common table expressions that the rest needs; '' = none. */
  readonly before?: string;
  /** SQL of each column of the result. */
  readonly columns: Readonly<Record<string, string>>;
  readonly from: string;
  /** What follows: WHERE, GROUP BY, ORDER BY. A figure without it has one row. */
  readonly tail?: string;
  /**
   * Whether the figure moves with the moment of the report although nothing has come since: with each second, or with each day in UTC.
   * Left out: it follows from casework and measurements alone.
   */
  readonly moves?: 'by the second' | 'by the day';
}

/** A figure of a report. */
export interface Figure extends Pick<Definition, 'name' | 'title' | 'definition' | 'shape'> {
  /** With the period written into it: it can be run as it stands. */
  readonly sql: string;
  readonly params: ReportParams;
  readonly rows: readonly Row[];
}

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** The query that gives figures of one source. A column is named after its figure where there are several. */
function queryOf(figures: readonly Definition[]): Query<ReportParams, Row> {
  const [{ before = '', from = '', tail = '' } = {}] = figures;
  const columns = figures.flatMap((figure) =>
    Object.entries(figure.columns).map(([column, sql]) => `${sql} AS ${nameOf(figures, figure, column)}`),
  );
  const sql = [before, `SELECT ${columns.join(', ')}`, `FROM ${from}`, tail].filter((part) => part !== '');
  return defineQuery<ReportParams>()({
    name: `report: ${figures.map(({ name }) => name).join(', ')}`,
    sql: sql.join('\n'),
    row,
  });
}

const nameOf = (figures: readonly Definition[], { name }: Definition, column: string) =>
  figures.length === 1 ? column : `${name}_${column}`;

/** SQL with its parameters written into it. */
export const runnable = (sql: string, params: ReportParams): string =>
  sql.replace(
    /\{(from|to|as_of):DateTime64\(3, 'UTC'\)\}/g,
    (_, name: keyof ReportParams) => `toDateTime64('${params[name]}', 3, 'UTC')`,
  );

/** Figures that one query can give: single values of the same source. */
export function together(figures: readonly Definition[]): Definition[][] {
  const groups = Map.groupBy(figures, (figure) =>
    figure.tail === undefined ? `${figure.before ?? ''} ${figure.from}` : figure.name,
  );
  return [...groups.values()];
}

/** The rows of a figure, by its name. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** Computes figures that one query can give. */
export async function compute(
  store: Store,
  figures: readonly Definition[],
  params: ReportParams,
): Promise<Rows> {
  const found = await store.query(queryOf(figures), params);
  const rowsOf = (figure: Definition) =>
    found.map((one) =>
      Object.fromEntries(
        Object.keys(figure.columns).map((column) => [column, one[nameOf(figures, figure, column)] ?? null]),
      ),
    );
  return Object.fromEntries(figures.map((figure) => [figure.name, rowsOf(figure)]));
}

/** A figure with its rows. The query printed with it gives that figure alone. */
export const figureOf = (figure: Definition, rows: readonly Row[], params: ReportParams): Figure => ({
  name: figure.name,
  title: figure.title,
  definition: figure.definition,
  shape: figure.shape,
  sql: runnable(queryOf([figure]).sql, params),
  params,
  rows,
});

const numberIn = (rows: readonly Row[], name: string): number | null => {
  const value = rows[0]?.[name];
  return typeof value === 'number' ? value : null;
};

/** The single value of a count or mean; null = there is none. */
export const figureValue = ({ rows }: Pick<Figure, 'rows'>): number | null => numberIn(rows, 'value');

/** Part and whole of a share, or how many a mean is taken over. */
export const countOf = ({ rows }: Pick<Figure, 'rows'>, name: 'part' | 'whole' | 'of'): number =>
  numberIn(rows, name) ?? 0;
