import {
  columnVisibilityFeature,
  createSortedRowModel,
  type RowData,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo, useRef } from 'react';
import type { PageAddress } from '../state/addresses.ts';
import { compared, nextSort, orderOf, shownColumns, withColumn } from '../state/columns.ts';
import type { Patch } from '../state/search.ts';
import { useListSearch } from '../state/use-list.ts';
import { Empty } from './answered.tsx';
import { type ColumnChoice, Paging, TableBar } from './table-bar.tsx';
import { Head, type HeadCell, SelectAll } from './table-head.tsx';
import { useRowKeys } from './table-keys.ts';
import { type BodyCell, TableRow } from './table-row.tsx';

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
  /** What a row is called where it is selected; its key, unless said. */
  readonly rowName?: (row: Row) => string;
  /** All rows, on whatever page. Unless said, `rows` are all. */
  readonly total?: number;
  /** Rows of a page, as asked for. */
  readonly limit?: number;
  /** Where a row leads. The first cell becomes the link, so no column that may be first may hold a link of its own. */
  readonly rowLink?: (row: Row) => PageAddress | undefined;
  /** Address of the same rows as CSV (state/csv.ts). */
  readonly csv?: string;
  readonly selectable?: boolean;
  /** Keys of the selected rows, also of rows on other pages. */
  readonly selected?: ReadonlySet<string>;
  readonly onSelect?: (selected: ReadonlySet<string>) => void;
  /** Acts on the selected rows; shown while there are some. */
  readonly bulk?: ReactNode;
  /** What to do where there are no rows. */
  readonly emptyText?: ReactNode;
  /** Tells the second table of a page from the first: its values in the address are called 'NAME.sort' and so on. */
  readonly name?: string;
}

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  rowSelectionFeature,
  sortedRowModel: createSortedRowModel(),
});
const none: ReadonlySet<string> = new Set();

/** Rows as a table. Columns, order and page are kept in the address as `cols`, `sort` and `offset`. */
export function DataTable<Row extends RowData>(props: Props<Row>) {
  const { caption, rows, columns, rowKey, rowName = rowKey, rowLink, name, emptyText } = props;
  const {
    total = rows.length,
    limit = 100,
    selectable = false,
    selected = none,
    bulk,
    onSelect,
    csv,
  } = props;
  const { sort, offset, cols, patch } = useListSearch(name);
  const order = orderOf(sort);
  const shownIds = shownColumns(columns, cols);
  const defined = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const byServer = columns.find(({ id }) => id === order?.id)?.sort === true;
  const table = useTable({
    features,
    columns: defined,
    data: rows,
    getRowId: rowKey,
    manualSorting: byServer,
    enableRowSelection: selectable,
    state: {
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, shownIds.includes(id)])),
      sorting: order === undefined ? [] : [{ id: order.id, desc: order.descending }],
      rowSelection: Object.fromEntries([...selected].map((key) => [key, true as const])),
    },
    onRowSelectionChange: (change) => {
      const before = Object.fromEntries([...selected].map((key) => [key, true as const]));
      onSelect?.(new Set(Object.keys(typeof change === 'function' ? change(before) : change)));
    },
  });
  const visible = table
    .getVisibleLeafColumns()
    .flatMap(({ id }) => columns.find((one) => one.id === id) ?? []);
  const place = useRef<HTMLDivElement>(null);
  const { current, setCurrent, onKeyDown } = useRowKeys(place, {
    keys: table.getRowModel().rows.map(({ id }) => id),
    toggle: (key) => table.getRow(key).toggleSelected(),
  });
  const choices = columns.map(
    ({ id, header }): ColumnChoice => ({
      id,
      header,
      shown: shownIds.includes(id),
      show: (show) => patch({ cols: withColumn(columns, cols, id, show) }),
    }),
  );
  const heads = visible.map(
    ({ id, header, hint, sort: sorts, numeric = false, filter }): HeadCell => ({
      id,
      header,
      hint,
      numeric,
      filters: filter !== undefined,
      sorted: order?.id === id ? (order.descending ? 'descending' : 'ascending') : undefined,
      ...(sorts === undefined
        ? {}
        : { onSort: () => patch({ sort: nextSort(sort, id), offset: undefined }) }),
    }),
  );
  return (
    <div className="table" ref={place}>
      <TableBar
        shown={{ offset, count: rows.length, total }}
        columns={choices}
        csv={csv}
        selected={selected.size}
        clear={() => onSelect?.(none)}
      >
        {bulk}
      </TableBar>
      <div className="table-scroll">
        <table>
          <caption className="sr-only">{caption}</caption>
          <Head cells={heads}>
            {selectable ? (
              <SelectAll
                all={table.getIsAllRowsSelected()}
                some={table.getIsSomeRowsSelected()}
                toggle={table.getToggleAllRowsSelectedHandler()}
              />
            ) : null}
          </Head>
          <tbody onKeyDown={onKeyDown}>
            {table.getRowModel().rows.map((row) => (
              <TableRow
                key={row.id}
                id={row.id}
                link={rowLink?.(row.original)}
                cells={visible.map((column) => cellOf(column, row.original, patch))}
                current={row.id === current}
                onCurrent={setCurrent}
                {...(selectable
                  ? {
                      select: {
                        name: rowName(row.original),
                        selected: row.getIsSelected(),
                        toggle: row.getToggleSelectedHandler(),
                      },
                    }
                  : {})}
              />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 0 ? (
        <Empty>{emptyText ?? 'No row fits. Take a filter away to see more.'}</Empty>
      ) : null}
      <Paging
        caption={caption}
        shown={{ offset, count: rows.length, total }}
        limit={limit}
        go={(to) => patch({ offset: to === 0 ? undefined : to })}
      />
    </div>
  );
}

/** A column as TanStack Table knows it: our own rows are drawn by our own cells, so it needs the order alone. */
function definitionOf<Row>({ id, sort }: Column<Row>) {
  const sortValue = typeof sort === 'function' ? sort : () => '';
  return {
    id,
    accessorFn: (row: Row) => sortValue(row),
    enableSorting: sort !== undefined,
    sortFn: (a: { readonly original: Row }, b: { readonly original: Row }) =>
      compared(sortValue(a.original), sortValue(b.original)),
  };
}

function cellOf<Row>(column: Column<Row>, row: Row, patch: (patch: Patch) => void): BodyCell {
  const { id, header, numeric = false, cell, filter } = column;
  const only = filter?.(row);
  return {
    id,
    header,
    numeric,
    filters: filter !== undefined,
    content: cell(row),
    ...(only === undefined ? {} : { only: () => patch(only) }),
  };
}
