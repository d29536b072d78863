import type { BadLine } from './format.ts';
import type { Line } from './lines.ts';

export interface CsvRow {
  /** Number of the row's first line, from 1. */
  readonly line: number;
  /** The row as it came, with `\n` between its lines where it has several. */
  readonly text: string;
  readonly fields: readonly string[];
  /** The file's last row, without a line end: it may be cut off. */
  readonly unended?: true;
}

/** How a format writes rows. */
export interface RowForm {
  /** The row inside a line (or inside several joined lines). Undefined where there is none. */
  readonly within: (text: string) => string | undefined;
  /** The fields of a row. Undefined where a quote does not end. */
  readonly split: (row: string) => string[] | undefined;
  /**
   * The offset in the row at which a value begins whose quote does not end. Undefined where all quotes end. `from` is
   * an offset at which some value begins.
   */
  readonly openValue: (row: string, from: number) => number | undefined;
  /**
   * Where the line ends of joined lines are:
   * - `no`: at least one is outside of quotes, so the lines are no row together.
   * - `fields`: all are inside quoted values.
   * - `all`: all are inside quoted values, and no quote is misplaced.
   */
  readonly joins: (row: string) => 'no' | 'fields' | 'all';
  /** Whether no quote is misplaced, as far as that can be told. */
  readonly isPlain: (row: string) => boolean;
  /** Whether no quote is misplaced by the rules of RFC 4180. */
  readonly isStrict: (row: string) => boolean;
}

/** Most lines of one row. */
const mostLines = 50;
/** Most characters of one row. */
const mostText = 50_000;

const tooLong = 'is longer than a record can be';
const noRow = 'holds no row of the format';
const noEnd = 'has a quote that does not end';

const hasOddQuotes = (text: string): boolean => {
  let odd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
};

/** Lines that may turn out to be one row together. */
interface OpenRow {
  readonly lines: Line[];
  text: string;
  /** The beginning of the row that later lines can't change: up to the value whose quote does not end. */
  certain: string;
  /** The number of fields of a line among them that is a row by itself. 0 where no line is. */
  widthWithin: number;
}

/**
 * Joins lines to rows, because a quoted value may hold line ends. Two dangers are guarded against. A quote that never
 * ends must not swallow the rows after it. And a line inside a quoted value may look like a row, but must not become a
 * call.
 * - A row has at most 50 lines.
 * - A line inside it may be a row by itself. Then the joined row is accepted only if no quote is misplaced and it has as
 *   many fields as other rows of the file.
 * - If the lines are no row together, the first line is refused and the others are read again by themselves.
 * - From then on, until the next complete row, a line with an odd number of quotes is refused as well. It may be the
 *   end of the row that was given up, and half a row is no record.
 */
export function createRows(form: RowForm) {
  /** The numbers of fields that rows of this file have had. Rows with one field do not count. */
  const widths = new Set<number>();
  let lastWidth = 0;
  let open: OpenRow | undefined;
  /** Number of the first line of the row that was given up last. Undefined again once a complete row comes. */
  let givenUp: number | undefined;

  const see = ({ length }: readonly string[]): void => {
    if (length === lastWidth) return;
    lastWidth = length;
    if (length > 1) widths.add(length);
  };

  /** The number of fields of a line that is a row by itself; 0 for any other line. */
  function widthOf(text: string, first: string): number {
    if (hasOddQuotes(text)) return 0;
    const row = form.within(text);
    if (row === undefined || !form.isPlain(row)) return 0;
    const width = form.split(row)?.length ?? 0;
    const isRow = widths.size === 0 ? width > 2 && width === roughWidth(first) : widths.has(width);
    return isRow ? width : 0;
  }

  /** The number of fields of an open row's first line, counted as if quotes had no meaning. */
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

  /**
   * The row that the lines are together. 'never' where no further line can make them a row, undefined where one may.
   */
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

  /** Refuses the first line of a row, and reads the others again by themselves. */
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
    // Only a line with a quote can end the open value.
    if (line.text.includes('"')) close(row, into);
  }

  /** Ends the open row where it is complete, or can never be. */
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
    /** Takes a line. Appends to `into` what is certain now. */
    add,
    /** Takes the end of the file. Appends to `into` what is left. */
    end(into: (CsvRow | BadLine)[]): void {
      while (open !== undefined) giveUp(open, into);
    },
  };
}
