import type { CsvRow } from '../csv-rows.ts';
import type { RowsMapping } from './mapping.ts';

type Fields = readonly string[];
type Columns = readonly string[];

interface RowsOptions {
  readonly columnsOf?: (row: Fields) => Columns | undefined;
}

const fold = (name: string) => name.trim().toLowerCase();

/**
 * Tells the columns of a file's rows, given in its order: their names, 'header' for a row that is one, or the reason
 * why they can't be told. A header may come again, as where files were put together.
 */
export function createColumns(
  name: string,
  rows: RowsMapping,
  known: readonly Columns[],
  { columnsOf }: RowsOptions,
): (row: CsvRow) => Columns | 'header' | string {
  const spelt = new Map(known.flat().map((column) => [fold(column), column]));
  const hasHeader = known.length === 0 && columnsOf === undefined;
  let header: Columns | undefined;
  let first = true;
  let widest = 0;
  const widths = new Set<number>();

  function isHeader(row: Fields): boolean {
    if (header !== undefined) {
      return (
        row.length === header.length && row.every((field, at) => fold(field) === fold(header?.[at] ?? ''))
      );
    }
    return first && (hasHeader || (spelt.size > 0 && row.every((field) => spelt.has(fold(field)))));
  }

  return ({ fields: row, unended }) => {
    const found = isHeader(row);
    first = false;
    // Taken for a record of its own, what is cut off would not collapse with the whole one.
    if (unended && row.length < widest && !widths.has(row.length)) {
      return 'has fewer columns than any other, and no line end: it is cut off';
    }
    widths.add(row.length);
    widest = Math.max(widest, row.length);
    if (found) {
      header ??= row.map((field) => spelt.get(fold(field)) ?? field.trim());
      return 'header';
    }
    const lists = header === undefined ? known : [header];
    return (
      lists.find((columns) => fits(row, columns, rows)) ??
      columnsOf?.(row) ??
      widthRule(name, row, lists, rows)
    );
  };
}

function fits(row: Fields, columns: Columns, { optional = 0, further = false }: RowsMapping): boolean {
  return row.length >= columns.length - optional && (further || row.length <= columns.length);
}

function widthRule(
  name: string,
  { length }: Fields,
  lists: readonly Columns[],
  { optional = 0, further = false }: RowsMapping,
): string {
  const allowed = lists.map((columns) => {
    const least = columns.length - optional;
    if (further) return `${least} or more`;
    return optional > 0 ? `${least} to ${columns.length}` : String(columns.length);
  });
  const rule = allowed.length > 0 ? `${name} has ${allowed.join(' or ')}` : 'name them in a mapping file';
  return `has ${length} columns; ${rule}`;
}
