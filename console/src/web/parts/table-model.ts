import {
  columnVisibilityFeature,
  createSortedRowModel,
  type RowData,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { compared, orderOf, shownColumns } from '../state/columns.ts';
import type { Column } from './column.ts';

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  rowSelectionFeature,
  sortedRowModel: createSortedRowModel(),
});

interface Model<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row, string>[];
  readonly rowKey: (row: Row) => string;
  readonly selectable: boolean;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  /** Columns and order, as the address says them. */
  readonly cols: string | undefined;
  readonly sort: string | undefined;
}

/** The rows in their order, the columns that are shown, and what is selected. */
export function useTableModel<Row extends RowData>(model: Model<Row>) {
  const { rows, columns, rowKey, selectable, selected, onSelect, cols, sort } = model;
  const order = orderOf(sort);
  const shown = shownColumns(columns, cols);
  const defined = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const rowSelection = selectionOf(selected);
  const table = useTable({
    features,
    columns: defined,
    data: rows,
    getRowId: rowKey,
    manualSorting: columns.find(({ id }) => id === order?.id)?.sort === true,
    enableRowSelection: selectable,
    state: {
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, shown.includes(id)])),
      sorting: order === undefined ? [] : [{ id: order.id, desc: order.descending }],
      rowSelection,
    },
    onRowSelectionChange: (change) =>
      onSelect(new Set(Object.keys(typeof change === 'function' ? change(rowSelection) : change))),
  });
  const visible = table
    .getVisibleLeafColumns()
    .flatMap(({ id }) => columns.find((column) => column.id === id) ?? []);
  return { table, visible, order };
}

const selectionOf = (selected: ReadonlySet<string>) =>
  Object.fromEntries([...selected].map((key) => [key, true as const]));

/** A column as TanStack Table knows it: our own cells draw the rows, so it needs the order alone. */
function definitionOf<Row>({ id, sort }: Column<Row, string>) {
  const sortValue = typeof sort === 'function' ? sort : () => '';
  return {
    id,
    accessorFn: (row: Row) => sortValue(row),
    enableSorting: sort !== undefined,
    sortFn: (a: { readonly original: Row }, b: { readonly original: Row }) =>
      compared(sortValue(a.original), sortValue(b.original)),
  };
}
