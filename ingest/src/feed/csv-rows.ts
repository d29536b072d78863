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
}

/**
 * The rows of a CSV file, one a line: a value with a line end in it is refused, so that a quote that never ends costs
 * its own line and not the rest of the file.
 */
export async function* readCsvRows(
  source: AsyncIterable<Buffer>,
  { separator = ',', quoting = 'quotes' }: CsvOptions = {},
): AsyncIterable<CsvRow | BadLine> {
  const split = (text: string) =>
    quoting === 'backslash'
      ? splitEscaped(text, separator)
      : splitQuoted(text, separator, quoting === 'loose-quotes');
  for await (const lines of readLines(source)) for (const line of lines) yield rowOf(line, split);
}

function rowOf(
  { line, text, cut, unended }: Line,
  split: (text: string) => string[] | undefined,
): CsvRow | BadLine {
  if (cut) return { line, reason: 'is longer than a record can be', text };
  const fields = split(text);
  if (fields === undefined) return { line, reason: 'has a quote that does not end', text };
  return unended ? { line, text, fields, unended } : { line, text, fields };
}
