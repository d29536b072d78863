import type { RowData } from '@tanstack/react-table';
import { type ReactNode, useRef } from 'react';
import type { PageAddress } from '../state/addresses.ts';
import { useListSearch } from '../state/use-list.ts';
import { Empty } from './answered.tsx';
import type { Column } from './column.ts';
import { Paging, TableBar } from './table-bar.tsx';
import { cellOf, choicesOf, headOf } from './table-cells.ts';
import { Head, SelectAll } from './table-head.tsx';
import { useRowKeys } from './table-keys.ts';
import { useTableModel } from './table-model.ts';
import { TableRow } from './table-row.tsx';

export type { Column, SortOf } from './column.ts';

interface Props<Row> {
  /** What the rows are, such as 'Cases'. */
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row, string>[];
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

const none: ReadonlySet<string> = new Set();

/** Rows as a table. Columns, order and page are kept in the address as `cols`, `sort` and `offset`. */
export function DataTable<Row extends RowData>(props: Props<Row>) {
  const { caption, rows, columns, rowKey, rowName = rowKey, rowLink, name, emptyText, csv, bulk } = props;
  const {
    total = rows.length,
    limit = 100,
    selectable = false,
    selected = none,
    onSelect = () => {},
  } = props;
  const { sort, offset, cols, patch } = useListSearch(name);
  const { table, visible, order } = useTableModel({
    rows,
    columns,
    rowKey,
    selectable,
    selected,
    onSelect,
    cols,
    sort,
  });
  const ordered = table.getRowModel().rows;
  const place = useRef<HTMLDivElement>(null);
  const { current, setCurrent, onKeyDown } = useRowKeys(place, {
    keys: ordered.map(({ id }) => id),
    toggle: (key) => ordered.find(({ id }) => id === key)?.toggleSelected(),
  });
  return (
    <div className="table" ref={place}>
      <TableBar
        shown={{ offset, count: rows.length, total }}
        columns={choicesOf(columns, { cols, shown: visible, patch })}
        csv={csv}
        selected={selected.size}
        clear={() => onSelect(none)}
      >
        {bulk}
      </TableBar>
      <div className="table-scroll">
        <table>
          <caption className="sr-only">{caption}</caption>
          <Head cells={visible.map((column) => headOf(column, { sort, order, patch }))}>
            {selectable ? (
              <SelectAll
                all={table.getIsAllRowsSelected()}
                some={table.getIsSomeRowsSelected()}
                toggle={table.getToggleAllRowsSelectedHandler()}
              />
            ) : null}
          </Head>
          <tbody onKeyDown={onKeyDown}>
            {ordered.map((row) => (
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
