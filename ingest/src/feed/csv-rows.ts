import type { BadLine } from './format.ts';
import { readLines } from './lines.ts';
import { type CsvRow, createRows, type RowForm } from './row-lines.ts';
import { lineEndsIn, openValue, splitEscaped, splitQuoted } from './split-row.ts';

export type { CsvRow };

export interface CsvOptions {
  /** Default: `,`. */
  readonly separator?: string | undefined;
  /** How a value can hold a separator. In `loose-quotes`, quotes inside quotes are not doubled. */
  readonly quoting?: 'quotes' | 'loose-quotes' | 'backslash' | undefined;
  /** A regular expression for lines that hold more than the row. Its first group that matches is the row. */
  readonly line?: string | undefined;
}

/**
 * Reads the rows of a CSV file. A quoted value may hold line ends. With `backslash`, each row is one line. A quote that
 * never ends costs only its own line, see `createRows`.
 */
export async function* readCsvRows(
  raw: AsyncIterable<Buffer>,
  options: CsvOptions = {},
): AsyncIterable<CsvRow | BadLine> {
  const rows = createRows(formOf(options));
  const found: (CsvRow | BadLine)[] = [];
  for await (const lines of readLines(raw, { blank: true })) {
    for (const line of lines) {
      rows.add(line, found);
      if (found.length > 0) yield* found.splice(0);
    }
  }
  rows.end(found);
  yield* found;
}

function formOf({ separator = ',', quoting = 'quotes', line }: CsvOptions): RowForm {
  const within = line === undefined ? (text: string) => text : rowWithin(new RegExp(line, 's'));
  if (quoting === 'backslash')
    return {
      within,
      split: (row) => splitEscaped(row, separator),
      openValue: () => undefined,
      joins: () => 'no',
      isPlain: () => true,
      isStrict: () => false,
    };
  const loose = quoting === 'loose-quotes';
  const isStrict = (row: string) => lineEndsIn(row, separator, false) === 'all';
  return {
    within,
    split: (row) => splitQuoted(row, separator, loose),
    openValue: (row, from) => openValue(row, separator, loose, from),
    joins: (row) => lineEndsIn(row, separator, loose),
    isPlain: (row) => loose || isStrict(row),
    isStrict,
  };
}

const rowWithin = (frame: RegExp) => (text: string) =>
  frame
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);
