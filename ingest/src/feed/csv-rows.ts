import type { BadLine } from './format.ts';
import { type Line, readLines } from './lines.ts';
import { splitEscaped, splitQuoted } from './split-row.ts';

export interface CsvRow {
  readonly line: number;
  readonly text: string;
  readonly fields: readonly string[];
  /** The file's last, without a line end: it may have been cut off. */
  readonly unended?: true;
}

export interface CsvOptions {
  /** `,` where it isn't given. */
  readonly separator?: string | undefined;
  /** What lets a value hold a separator; in `loose-quotes`, quotes within quotes are not doubled. */
  readonly quoting?: 'quotes' | 'loose-quotes' | 'backslash' | undefined;
  /** A regular expression whose first group that matches is the row in a line that holds more. */
  readonly line?: string | undefined;
}

/**
 * The rows of a CSV file, one a line: a value with a line end in it is refused, so that a quote that never ends costs
 * its own line and not the rest of the file.
 */
export async function* readCsvRows(
  source: AsyncIterable<Buffer>,
  { separator = ',', quoting = 'quotes', line: frame }: CsvOptions = {},
): AsyncIterable<CsvRow | BadLine> {
  const split = (text: string) =>
    quoting === 'backslash'
      ? splitEscaped(text, separator)
      : splitQuoted(text, separator, quoting === 'loose-quotes');
  const within = frame === undefined ? (text: string) => text : rowWithin(new RegExp(frame));
  for await (const lines of readLines(source)) for (const line of lines) yield rowOf(line, within, split);
}

const rowWithin = (frame: RegExp) => (text: string) =>
  frame
    .exec(text)
    ?.slice(1)
    .find((group) => group !== undefined);

function rowOf(
  { line, text, cut, unended }: Line,
  within: (text: string) => string | undefined,
  split: (text: string) => string[] | undefined,
): CsvRow | BadLine {
  if (cut) return { line, reason: 'is longer than a record can be', text };
  const row = within(text);
  if (row === undefined) return { line, reason: 'holds no row of the format', text };
  const fields = split(row);
  if (fields === undefined) return { line, reason: 'has a quote that does not end', text };
  return unended ? { line, text, fields, unended } : { line, text, fields };
}
