import { forSpreadsheets } from '@ringtrace/platform/spreadsheets';

type Cell = string | number;

const cell = (value: Cell) =>
  typeof value === 'number' ? String(value) : `"${value.replaceAll('"', '""')}"`;

const lineOf = (cells: readonly Cell[]) => `${cells.map(cell).join(',')}\n`;

/** Lines are passed on together from so many characters on. */
const pieceLength = 16 * 1024;

/** CSV with a header. A text that a spreadsheet would run as a formula gets a ' before it. */
export function csvOf(
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): AsyncIterable<Uint8Array> {
  async function* lines() {
    let some = lineOf(columns);
    for (const row of rows) {
      some += lineOf(row);
      if (some.length < pieceLength) continue;
      yield Buffer.from(some);
      some = '';
    }
    yield Buffer.from(some);
  }
  return forSpreadsheets(lines());
}
