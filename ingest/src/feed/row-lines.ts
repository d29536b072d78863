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
   * Where in the row a value begins whose quote doesn't end, undefined where all end. `from` is where any value begins.
   */
  readonly openValue: (row: string, from: number) => number | undefined;
  /**
   * How lines that were put together hold: `no`, a line end stands outside of quotes; `fields`, none does; `all`, no
   * quote is where it shouldn't be.
   */
  readonly joins: (row: string) => 'no' | 'fields' | 'all';
  /** No quote is where it shouldn't be, as far as that can be told. */
  readonly isPlain: (row: string) => boolean;
  /** No quote is where it shouldn't be, by RFC 4180. */
  readonly isStrict: (row: string) => boolean;
}

/** A row of more lines than these isn't waited for. */
const mostLines = 50;
/** Characters. */
const mostText = 50_000;

const tooLong = 'is longer than a record can be';
const noRow = 'holds no row of the format';
const noEnd = 'has a quote that does not end';

const hasOddQuotes = (text: string): boolean => {
  let odd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
};

/** Several lines that may be one row. */
interface OpenRow {
  readonly lines: Line[];
  text: string;
  /** What is certain of the row in them: its beginning, up to the value whose quote doesn't end. */
  certain: string;
  /** Of a line in it that is a row by itself; 0 where there is none. */
  widthWithin: number;
}

/**
 * Puts rows together from lines: a quoted value may hold line ends. A quote that never ends must not swallow the rows
 * behind it. A line within a value may also look like a row, and must not become a call. So a row goes on for 50 lines at
 * most. Where a line in it is a row by itself, two things must hold for the whole to be taken. Every quote is in its
 * place, and the whole has as many values as rows of this file have. Where lines are no row together, the first is
 * refused, and the others are read anew. Until the next whole row, a line with a quote too many is refused too. It may be
 * the end of the row given up, and half a row is no record.
 */
export function createRows(form: RowForm) {
  /** Numbers of values that rows of this file have had, two at least. */
  const widths = new Set<number>();
  let lastWidth = 0;
  let open: OpenRow | undefined;
  /** The first line of the row given up last, until a whole row comes. */
  let givenUp: number | undefined;

  const see = ({ length }: readonly string[]): void => {
    if (length === lastWidth) return;
    lastWidth = length;
    if (length > 1) widths.add(length);
  };

  /** How many values a line has that is a row by itself; 0 for any other. */
  function widthOf(text: string, first: string): number {
    if (hasOddQuotes(text)) return 0;
    const row = form.within(text);
    if (row === undefined || !form.isPlain(row)) return 0;
    const width = form.split(row)?.length ?? 0;
    const isRow = widths.size === 0 ? width > 2 && width === roughWidth(first) : widths.has(width);
    return isRow ? width : 0;
  }

  /** Of an open row's first line, as if quotes meant nothing. */
  const roughWidth = (first: string) => form.split(first.replaceAll('"', ''))?.length ?? 0;

  function single(line: Line, into: (CsvRow | BadLine)[]): void {
    const { text, cut, unended } = line;
    if (cut) {
      into.push({ line: line.line, reason: tooLong, text });
      return;
    }
    const row = form.within(text);
    const fields = row === undefined ? undefined : form.split(row);
    if (fields === undefined) {
      if (row !== undefined || hasOddQuotes(text))
        open = { lines: [line], text, certain: '', widthWithin: 0 };
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

  /** The row in lines: `never` where no further line makes them one, undefined where one may. */
  function joined(open: OpenRow): CsvRow | 'never' | undefined {
    const { lines, text, widthWithin } = open;
    const [first] = lines;
    const row = form.within(text);
    if (first === undefined || row === undefined) return undefined;
    const valueAt = form.openValue(row, row.startsWith(open.certain) ? open.certain.length : 0);
    if (valueAt !== undefined) open.certain = row.slice(0, valueAt);
    const fields = valueAt === undefined ? form.split(row) : undefined;
    if (fields === undefined) return undefined;
    const holds = form.joins(row);
    if (holds === 'no') return 'never';
    const fits =
      widthWithin > 0
        ? form.isStrict(row) &&
          (widths.size === 0 ? fields.length === widthWithin : widths.has(fields.length))
        : holds === 'all' || widths.size === 0 || widths.has(fields.length);
    if (!fits) return undefined;
    const unended = lines.at(-1)?.unended;
    return { line: first.line, text, fields, ...(unended && { unended }) };
  }

  /** Refuses a row's first line and reads the others anew. */
  function giveUp({ lines }: OpenRow, into: (CsvRow | BadLine)[]): void {
    const [first, ...others] = lines;
    open = undefined;
    if (first === undefined) return;
    const reason = form.within(first.text) === undefined ? noRow : noEnd;
    into.push({ line: first.line, reason, text: first.text });
    givenUp = first.line;
    for (const line of others) add(line, into);
  }

  function further(row: OpenRow, line: Line, into: (CsvRow | BadLine)[]): void {
    if (line.cut || row.lines.length >= mostLines || row.text.length + line.text.length >= mostText) {
      giveUp(row, into);
      add(line, into);
      return;
    }
    if (!line.blank && row.widthWithin === 0) row.widthWithin = widthOf(line.text, row.lines[0]?.text ?? '');
    row.lines.push(line);
    row.text += `\n${line.text}`;
    // Only a quote can end the value that is open.
    if (line.text.includes('"')) close(row, into);
  }

  /** Ends the open row where it is whole now, or can't become so. */
  function close(row: OpenRow, into: (CsvRow | BadLine)[]): void {
    const whole = joined(row);
    if (whole === 'never') giveUp(row, into);
    if (whole === 'never' || whole === undefined) return;
    open = undefined;
    givenUp = undefined;
    see(whole.fields);
    into.push(whole);
  }

  function add(line: Line, into: (CsvRow | BadLine)[]): void {
    if (open !== undefined) further(open, line, into);
    else if (!line.blank) single(line, into);
  }

  return {
    /** Gives what is certain once this line is known. */
    add,
    /** Gives what is left: the file ends here. */
    end(into: (CsvRow | BadLine)[]): void {
      while (open !== undefined) giveUp(open, into);
    },
  };
}
