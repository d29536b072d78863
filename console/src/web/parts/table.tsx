import { type ReactNode, useMemo } from 'react';
import { z } from 'zod';
import type { PageAddress } from '../state/addresses.ts';
import { nextSort, orderOf, shownColumns, withColumn } from '../state/columns.ts';
import { listSearch, type Patch } from '../state/search.ts';
import { usePageSearch, usePatch } from '../state/use-search.ts';
import { PageLink } from './link.tsx';

/** A column of a table. */
export interface Column<Row> {
  /** Name of the column in the address, and of what the server sorts by. */
  readonly id: string;
  readonly header: string;
  /** What the heading means, where it does not say so itself. */
  readonly hint?: string;
  readonly cell: (row: Row) => ReactNode;
  /** true: the server sorts by it. A function: all rows are at hand, and the table sorts by this value. */
  readonly sort?: true | ((row: Row) => number | string);
  readonly numeric?: boolean;
  /** The cell offers to show only rows that are like this one: what this does to the address. */
  readonly filter?: (row: Row) => Patch | undefined;
  /** Hidden until somebody asks for the column. */
  readonly hidden?: boolean;
}

interface Props<Row> {
  /** What the rows are, such as 'Cases'. */
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** All rows, on whatever page. Unless said, `rows` are all. */
  readonly total?: number;
  /** Rows of a page, as asked for. */
  readonly limit?: number;
  /** Where a row leads. The cell of the first column becomes the link, so it must hold no link of its own. */
  readonly rowLink?: (row: Row) => PageAddress | undefined;
  /** Address of the same rows as CSV (`csvAddress`). */
  readonly csv?: string;
  /** Rows can be selected. */
  readonly selectable?: boolean;
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  readonly emptyText?: ReactNode;
}

const list = z.object(listSearch);

/** Rows as a table. Columns, order and page are kept in the address as `cols`, `sort` and `offset`. */
export function DataTable<Row>({
  caption,
  rows,
  columns,
  rowKey,
  total = rows.length,
  limit = 100,
  rowLink,
  csv,
  selectable = false,
  selected = none,
  onSelect,
  emptyText,
}: Props<Row>) {
  const { sort, offset, cols } = usePageSearch(list);
  const patch = usePatch();
  const sorted = useMemo(() => sortedHere(rows, columns, sort), [rows, columns, sort]);
  const shown = useMemo(() => {
    const ids = new Set(shownColumns(columns, cols));
    return columns.filter(({ id }) => ids.has(id));
  }, [columns, cols]);
  const order = orderOf(sort);
  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect?.(next);
  };
  return (
    <div className="table">
      <div className="table-bar">
        <span>{shownText(offset, rows.length, total)}</span>
        <details className="columns">
          <summary>Columns</summary>
          <div className="menu">
            {columns.map(({ id, header }) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={shown.some((one) => one.id === id)}
                  onChange={(event) => patch({ cols: withColumn(columns, cols, id, event.target.checked) })}
                />{' '}
                {header}
              </label>
            ))}
          </div>
        </details>
        {csv === undefined ? null : (
          <a href={csv} download>
            CSV of these rows
          </a>
        )}
      </div>
      <div className="table-scroll">
        <table>
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              {selectable ? (
                <th scope="col">
                  <span className="sr-only">Selected</span>
                </th>
              ) : null}
              {shown.map(({ id, header, sort: sorts, numeric = false, hint }) => (
                <th
                  key={id}
                  scope="col"
                  className={numeric ? 'numeric' : undefined}
                  title={hint}
                  aria-sort={order?.id === id ? (order.descending ? 'descending' : 'ascending') : undefined}
                >
                  {sorts === undefined ? (
                    header
                  ) : (
                    <button
                      type="button"
                      className="sort"
                      onClick={() => patch({ sort: nextSort(sort, id), offset: undefined })}
                    >
                      {header}
                    </button>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => {
              const key = rowKey(row);
              const link = rowLink?.(row);
              return (
                <tr key={key}>
                  {selectable ? (
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`Select ${key}`}
                        checked={selected.has(key)}
                        onChange={() => toggle(key)}
                      />
                    </td>
                  ) : null}
                  {shown.map(({ id, cell, numeric = false, filter, header }, i) => {
                    const only = filter?.(row);
                    const content = cell(row);
                    return (
                      <td key={id} className={numeric ? 'numeric' : undefined}>
                        {i === 0 && link !== undefined ? <PageLink to={link}>{content}</PageLink> : content}
                        {only === undefined ? null : (
                          <button
                            type="button"
                            className="only"
                            title={`Only this ${header}`}
                            aria-label={`Only this ${header}`}
                            onClick={() => patch(only)}
                          >
                            ⊂
                          </button>
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
        {rows.length === 0 ? <div className="empty">{emptyText ?? 'No rows.'}</div> : null}
      </div>
      {total > rows.length ? (
        <nav className="paging" aria-label={`Pages of ${caption}`}>
          <button
            type="button"
            disabled={offset === 0}
            onClick={() => patch({ offset: Math.max(0, offset - limit) || undefined })}
          >
            Previous
          </button>
          <button
            type="button"
            disabled={offset + rows.length >= total}
            onClick={() => patch({ offset: offset + limit })}
          >
            Next
          </button>
        </nav>
      ) : null}
    </div>
  );
}

const none: ReadonlySet<string> = new Set();

/** 'Shown: 1 to 100 of 2,345'. */
export function shownText(offset: number, count: number, total: number): string {
  const number = (value: number) => value.toLocaleString('en-US');
  if (count === 0) return `0 of ${number(total)}`;
  return `${number(offset + 1)} to ${number(offset + count)} of ${number(total)}`;
}

/** Rows in the order of the address, where the table sorts them itself. */
export function sortedHere<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: string | undefined,
): readonly Row[] {
  const order = orderOf(sort);
  const by = columns.find(({ id }) => id === order?.id)?.sort;
  if (order === undefined || typeof by !== 'function') return rows;
  const sign = order.descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(by(a), by(b)));
}

const compare = (a: number | string, b: number | string) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en');
