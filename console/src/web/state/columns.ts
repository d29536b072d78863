/** Columns by their ids, in the order of the table. */
export interface Choice {
  readonly id: string;
  /** Hidden until somebody asks for the column. */
  readonly hidden?: boolean;
}

/** Ids of the columns that are shown. `chosen` is 'a,b,c' of the address; ids that the table does not have are passed over. */
export function shownColumns(columns: readonly Choice[], chosen: string | undefined): readonly string[] {
  const named = new Set(chosen?.split(',') ?? []);
  const found = columns.filter(({ id }) => named.has(id));
  const usual = columns.filter(({ hidden }) => hidden !== true);
  return (found.length > 0 ? found : usual).map(({ id }) => id);
}

/** The address's `cols` once a column is shown or hidden; undefined = the usual columns. The last column can't be hidden. */
export function withColumn(
  columns: readonly Choice[],
  chosen: string | undefined,
  id: string,
  show: boolean,
): string | undefined {
  const now = new Set(shownColumns(columns, chosen));
  if (show) now.add(id);
  else if (now.size > 1) now.delete(id);
  const next = columns.filter((column) => now.has(column.id)).map((column) => column.id);
  const usual = shownColumns(columns, undefined);
  return next.join(',') === usual.join(',') ? undefined : next.join(',');
}

/** A column to sort by, and whether its largest value comes first. */
export interface Order {
  readonly id: string;
  readonly descending: boolean;
}

/** '-calls' of an address = by calls, the largest first. */
export const orderOf = (sort: string | undefined): Order | undefined =>
  sort === undefined || sort === ''
    ? undefined
    : { id: sort.replace(/^-/, ''), descending: sort.startsWith('-') };

/** The address's `sort` after a click on a column's head: the largest first, then the smallest first, then as usual. */
export function nextSort(sort: string | undefined, id: string): string | undefined {
  const now = orderOf(sort);
  if (now?.id !== id) return `-${id}`;
  return now.descending ? id : undefined;
}

/** Order of two values: numbers by size, texts by the alphabet; a number comes before a text. */
export function compared(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === typeof b) return String(a).localeCompare(String(b), 'en');
  return typeof a === 'number' ? -1 : 1;
}
