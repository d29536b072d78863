import { csvOf } from '@ringtrace/cases/refer/csv';
import { visible } from '@ringtrace/platform/visible';

/** A list as CSV. */
export interface CsvFile {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** All rows that the filters let through; more than `rows` where the file has an end. */
  readonly total: number;
  /** The filters as they were asked for. */
  readonly filters: Readonly<Record<string, unknown>>;
}

/**
 * Writes a list for a spreadsheet. The last column states the filters, once, in the first row: a file that is passed on still
 * says what it holds. Texts of feeds are shown as text, whatever they hold.
 */
export async function csvBytes({ columns, rows, total, filters }: CsvFile): Promise<Uint8Array> {
  const said = [
    ...Object.entries(filters).map(([name, value]) => `${name}=${String(value)}`),
    rows.length < total ? `only the first ${rows.length} of ${total} rows` : `all ${total} rows`,
  ].join('; ');
  const pieces: Uint8Array[] = [];
  const lines = rows.map((row, i) => [...columns.map((column) => cellOf(row[column])), i === 0 ? said : '']);
  for await (const piece of csvOf([...columns, 'filter'], lines)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function cellOf(value: unknown): string | number {
  if (typeof value === 'number') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return visible(value);
  return visible(JSON.stringify(value));
}
