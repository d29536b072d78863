import { nextSort, type Order, withColumn } from '../state/columns.ts';
import type { Patch } from '../state/search.ts';
import type { Column } from './column.ts';
import type { ColumnChoice } from './table-bar.tsx';
import type { HeadCell } from './table-head.tsx';
import type { BodyCell } from './table-row.tsx';

type Change = (patch: Patch) => void;

/** The heads of columns. `sort` is the order that the address says. */
export function headOf<Row>(
  { id, header, hint, sort: sorts, numeric = false, long = false, filter }: Column<Row, string>,
  { sort, order, patch }: { sort: string | undefined; order: Order | undefined; patch: Change },
): HeadCell {
  const direction = order?.descending === true ? 'descending' : 'ascending';
  return {
    id,
    header,
    hint,
    numeric,
    long,
    filters: filter !== undefined,
    sorted: order?.id === id ? direction : undefined,
    ...(sorts === undefined ? {} : { onSort: () => patch({ sort: nextSort(sort, id), offset: undefined }) }),
  };
}

/** The choice of columns. `cols` is the choice that the address says. */
export const choicesOf = <Row>(
  columns: readonly Column<Row, string>[],
  { cols, shown, patch }: { cols: string | undefined; shown: readonly { id: string }[]; patch: Change },
): readonly ColumnChoice[] =>
  columns.map(({ id, header }) => ({
    id,
    header,
    shown: shown.some((one) => one.id === id),
    show: (show) => patch({ cols: withColumn(columns, cols, id, show) }),
  }));

/** The cell of a row and a column. */
export function cellOf<Row>(
  { id, header, numeric = false, long = false, cell, filter }: Column<Row, string>,
  row: Row,
  patch: Change,
): BodyCell {
  const only = filter?.(row);
  return {
    id,
    header,
    numeric,
    long,
    filters: filter !== undefined,
    content: cell(row),
    ...(only === undefined ? {} : { only: () => patch(only) }),
  };
}
