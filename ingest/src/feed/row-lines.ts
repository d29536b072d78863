import type { BadLine } from './format.ts';
import type { Line } from './lines.ts';

export interface CsvRow {
  /** Its first line's number, from 1. */
  readonly line: number;
  /** As it came; `\n` between the lines of a row that has several. */
  readonly text: string;
  readonly fields: readonly string[];
  /** The file's last, without a line end: it may have been cut off. */
  readonly unended?: true;
}

/** How a format's rows are told. */
export interface RowForm {
  /** The row in a line, or in several; undefined where there is none. */
  readonly within: (text: string) => string | undefined;
  /** Undefined where a quote doesn't end. */
  readonly split: (row: string) => string[] | undefined;
  /**
   * How lines that were put together hold: `no`, a line end stands outside of quotes; `fields`, none does; `all`, no
   * quote is where it shouldn't be.
   */
  readonly joins: (row: string) => 'no' | 'fields' | 'all';
  /** No quote is where it shouldn't be, as far as that can be told. */
  readonly isPlain: (row: string) => boolean;
}

/** A row of more lines than these isn't waited for. */
const mostLines = 50;
const mostText = 100_000;

const tooLong = 'is longer than a record can be';
const noRow = 'holds no row of the format';
const noEnd = 'has a quote that does not end';

const hasOddQuotes = (text: string): boolean => {
  let odd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
};

/**
 * Puts rows together from lines: a quoted value may hold line ends. A quote that never ends must not swallow the rows
 * behind it. So a row is given up where the next line is a row by itself, with as many values as rows of this file have,
 * or after 50 lines; its first line is refused, and the others are read anew. Until the next whole row, a line with a
 * quote too many is refused too: it may be the end of the row given up, and half a row is no record.
 */
export function createRows(form: RowForm) {
  /** Numbers of values that rows of this file have had, two at least. */
  const widths = new Set<number>();
  let lastWidth = 0;
  let open: Line[] = [];
  /** The first line of the row given up last, until a whole row comes. */
  let givenUp: number | undefined;

  const see = ({ length }: readonly string[]): void => {
    if (length === lastWidth) return;
    lastWidth = length;
    if (length > 1) widths.add(length);
  };

  /** Whether a line is a row that nothing before it belongs to. */
  function isRow(text: string): boolean {
    if (hasOddQuotes(text)) return false;
    const row = form.within(text);
    if (row === undefined || !form.isPlain(row)) return false;
    const width = form.split(row)?.length ?? 0;
    return widths.size === 0 ? width > 2 && width === roughWidth() : widths.has(width);
  }

  /** Of the open row, as if quotes meant nothing. */
  function roughWidth(): number {
    const [first] = open;
    return first === undefined ? 0 : (form.split(first.text.replaceAll('"', ''))?.length ?? 0);
  }

  function single(line: Line, into: (CsvRow | BadLine)[]): void {
    const { text, cut, unended } = line;
    if (cut) {
      into.push({ line: line.line, reason: tooLong, text });
      return;
    }
    const row = form.within(text);
    const fields = row === undefined ? undefined : form.split(row);
    if (fields === undefined) {
      if (row !== undefined || hasOddQuotes(text)) open = [line];
      else into.push({ line: line.line, reason: noRow, text });
      return;
    }
    if (givenUp !== undefined && hasOddQuotes(text)) {
      into.push({ line: line.line, reason: `may be the end of the row that line ${givenUp} begins`, text });
      return;
    }
    if (givenUp !== undefined && (widths.size === 0 || widths.has(fields.length))) givenUp = undefined;
    see(fields);
    into.push(unended ? { line: line.line, text, fields, unended } : { line: line.line, text, fields });
  }

  /** The open row with one more line: undefined where it isn't whole yet. */
  function joined(): CsvRow | undefined {
    const [first] = open;
    if (first === undefined) return undefined;
    const text = open.map((line) => line.text).join('\n');
    const row = form.within(text);
    const fields = row === undefined ? undefined : form.split(row);
    if (row === undefined || fields === undefined) return undefined;
    const holds = form.joins(row);
    const fits = holds === 'all' || (holds === 'fields' && (widths.size === 0 || widths.has(fields.length)));
    if (!fits) return undefined;
    const unended = open.at(-1)?.unended;
    return { line: first.line, text, fields, ...(unended && { unended }) };
  }

  /** Refuses the open row's first line and reads the others anew. */
  function giveUp(into: (CsvRow | BadLine)[]): void {
    const [first, ...others] = open;
    open = [];
    if (first === undefined) return;
    const reason = form.within(first.text) === undefined ? noRow : noEnd;
    into.push({ line: first.line, reason, text: first.text });
    givenUp = first.line;
    for (const line of others) add(line, into);
  }

  function further(line: Line, into: (CsvRow | BadLine)[]): void {
    const size = open.reduce((sum, { text }) => sum + text.length + 1, line.text.length);
    if (line.cut || open.length >= mostLines || size > mostText || (!line.blank && isRow(line.text))) {
      giveUp(into);
      add(line, into);
      return;
    }
    open.push(line);
    // Only a quote can end the value that is open.
    if (!line.text.includes('"')) return;
    const row = joined();
    if (row === undefined) return;
    open = [];
    givenUp = undefined;
    see(row.fields);
    into.push(row);
  }

  function add(line: Line, into: (CsvRow | BadLine)[]): void {
    if (open.length > 0) further(line, into);
    else if (!line.blank) single(line, into);
  }

  return {
    /** Gives what is certain once this line is known. */
    add,
    /** Gives what is left: the file ends here. */
    end(into: (CsvRow | BadLine)[]): void {
      while (open.length > 0) giveUp(into);
    },
  };
}
