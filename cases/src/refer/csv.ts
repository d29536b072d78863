import { forSpreadsheets } from '@ringtrace/platform/spreadsheets';

type Cell = string | number;

const cell = (value: Cell) =>
  typeof value === 'number' ? String(value) : `"${value.replaceAll('"', '""')}"`;

/** CSV with a header. A text that a spreadsheet would run as a formula gets a ' before it. */
export function csvOf(
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): AsyncIterable<Uint8Array> {
  async function* lines() {
    yield Buffer.from(`${columns.map(cell).join(',')}\n`);
    for (const row of rows) yield Buffer.from(`${row.map(cell).join(',')}\n`);
  }
  return forSpreadsheets(lines());
}
