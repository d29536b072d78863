import { setImmediate } from 'node:timers/promises';
import { csvOf } from '@ringtrace/cases/refer/csv';
import { visible } from '@ringtrace/platform/visible';

/** A list as CSV. */
export interface CsvFile {
  /** Keys of a row in their order; or each with the name that the file gives it. */
  readonly columns: readonly (string | readonly [key: string, name: string])[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** How a row may be seen: it is asked for each row when that is written. Left out: as it is. */
  readonly shown?: (row: unknown) => unknown;
  /** All rows that the filters let through; more than `rows` where the file has an end. 'more' = more, nobody knows how many. */
  readonly total: number | 'more';
  /** The filters as they were asked for. */
  readonly filters: Readonly<Record<string, unknown>>;
}

/**
 * Writes a list for a spreadsheet, a few rows at a time. The last column, 'filter', states in the first row what the file holds: a
 * file that is passed on still says it. A file without rows has one line that is empty but for this statement. Texts of feeds are
 * shown as text, whatever they hold.
 */
export async function* csvPieces({
  columns,
  rows,
  shown,
  total,
  filters,
}: CsvFile): AsyncGenerator<Uint8Array> {
  const said = visible(
    [
      ...Object.entries(filters).map(([name, value]) => `${name}=${inWords(value)}`),
      rowsInWords(rows.length, total),
    ].join('; '),
  );
  const keys = columns.map((column) => (typeof column === 'string' ? column : column[0]));
  const names = columns.map((column) => visible(typeof column === 'string' ? column : column[1]));
  yield* csvOf([...names, 'filter'], linesOf(keys, shownOf(rows, shown), said));
}

/** Bytes that are sent at once. */
const chunkBytes = 64 * 1024;

/** The same as the body of a response. */
export function csvStream(file: CsvFile): ReadableStream<Uint8Array> {
  const pieces = csvPieces(file);
  return new ReadableStream({
    async pull(controller) {
      // A client that reads fast keeps nobody else waiting.
      await setImmediate();
      const some: Uint8Array[] = [];
      let bytes = 0;
      while (bytes < chunkBytes) {
        const { done, value } = await pieces.next();
        if (done === true) break;
        some.push(value);
        bytes += value.length;
      }
      if (bytes === 0) controller.close();
      else controller.enqueue(Buffer.concat(some));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

function* shownOf(rows: CsvFile['rows'], shown: CsvFile['shown']): Generator<CsvFile['rows'][number]> {
  if (shown === undefined) yield* rows;
  else for (const row of rows) yield Object(shown(row));
}

function* linesOf(columns: readonly string[], rows: Iterable<CsvFile['rows'][number]>, said: string) {
  let filter = said;
  for (const row of rows) {
    yield [...columns.map((column) => cellOf(row[column])), filter];
    filter = '';
  }
  // No row has said it.
  if (filter !== '') yield [...columns.map(() => ''), filter];
}

function rowsInWords(rows: number, total: CsvFile['total']): string {
  if (total === 'more') return `only the first ${rows} rows; there are more`;
  if (total === 0) return 'no rows';
  return rows < total ? `only the first ${rows} of ${total} rows` : `all ${total} rows`;
}

const inWords = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

function cellOf(value: unknown): string | number {
  if (typeof value === 'number') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return visible(value);
  return visible(JSON.stringify(value));
}
