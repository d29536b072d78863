import type { CsvRow } from '../csv-rows.ts';
import type { RowsMapping } from './mapping.ts';

type Fields = readonly string[];
type Columns = readonly string[];

/** What a format knows about columns beyond its mapping. */
export interface ColumnsOptions {
  /** The columns of a row where the mapping names none. Undefined where the row does not tell. */
  readonly columnsOf?: (row: Fields) => Columns | undefined;
  /**
   * Column names that a header would have. If the first row has none of them, it is a record and the header is missing.
   */
  readonly names?: readonly string[];
}

/** The reason that concerns the whole file: its columns can't be known. */
export const noHeader = "the file's first line names no column: it must be a header";

/** The names that occur more than once. Empty names do not count. */
export const repeatedIn = (columns: readonly string[]): string[] => [
  ...new Set(columns.filter((name, at) => name !== '' && columns.indexOf(name) !== at)),
];

const fold = (name: string) => name.trim().toLowerCase();

/**
 * Gives a function that tells the columns of each row: their names, 'header' where the row is a header, or the reason
 * why they can't be known. Rows must be given in the order of the file. A header may occur again later, as in files
 * that were joined together.
 */
export function createColumns(
  name: string,
  rows: RowsMapping,
  { columnsOf, names = [] }: ColumnsOptions = {},
): (row: CsvRow) => Columns | 'header' | string {
  const known = rows.columns;
  const spelt = new Map(known?.map((column) => [fold(column), column]));
  const expected = new Set(names.map(fold));
  const seen = createWidths();
  let header: Columns | undefined;
  let first = true;

  function isHeader(row: Fields): boolean {
    if (header !== undefined) {
      return (
        row.length === header.length && row.every((field, at) => fold(field) === fold(header?.[at] ?? ''))
      );
    }
    if (!first) return false;
    if (known !== undefined) return row.every((field) => spelt.has(fold(field)));
    return columnsOf === undefined && row.some((field) => expected.has(fold(field)));
  }

  return ({ fields, unended }) => {
    const found = isHeader(fields);
    first = false;
    if (found) {
      header ??= fields.map((field) => spelt.get(fold(field)) ?? field.trim());
      return 'header';
    }
    // A record that is cut off is refused. If it were accepted, the whole record would be stored beside it later, as a
    // second call: the two have different hashes.
    if (unended && seen.isCut(fields.length))
      return 'has fewer columns than any other, and no line end: it is cut off';
    seen.add(fields.length);
    const list = header ?? known;
    if (list !== undefined && fits(fields, list, rows)) return list;
    const told = columnsOf?.(fields);
    if (told !== undefined) return told;
    if (list !== undefined) return widthRule(name, fields, list, rows);
    if (columnsOf === undefined) return noHeader;
    return `has ${fields.length} columns, whose order is not known: name them in a mapping file`;
  };
}

function createWidths() {
  const all = new Set<number>();
  let widest = 0;
  return {
    add(width: number): void {
      all.add(width);
      widest = Math.max(widest, width);
    },
    isCut: (width: number) => width < widest && !all.has(width),
  };
}

function fits(row: Fields, columns: Columns, { optional = 0, further = false }: RowsMapping): boolean {
  return row.length >= columns.length - optional && (further || row.length <= columns.length);
}

function widthRule(
  name: string,
  { length }: Fields,
  columns: Columns,
  { optional = 0, further = false }: RowsMapping,
): string {
  const least = columns.length - optional;
  const most = further ? ' or more' : optional > 0 ? ` to ${columns.length}` : '';
  return `has ${length} columns; ${name} has ${least}${most}`;
}
