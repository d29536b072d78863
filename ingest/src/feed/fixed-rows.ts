import type { CsvRow } from './csv-rows.ts';
import type { BadLine } from './format.ts';
import { type Line, readLines } from './lines.ts';

/**
 * The rows of a file whose columns have fixed widths, one a line. Widths count characters, not bytes: the text is
 * decoded first. Blanks and NULs around a value fill its column and are no part of it. A line may end early, where
 * trailing blanks were taken off, and the values behind are empty then; a last line that is shorter than all others and
 * has no line end is cut off. What stands behind the last column is refused, unless `further`.
 */
export async function* readFixedRows(
  source: AsyncIterable<Buffer>,
  widths: readonly number[],
  further = false,
): AsyncGenerator<CsvRow | BadLine> {
  const ends = widths.map((_, at) => widths.slice(0, at + 1).reduce((sum, width) => sum + width, 0));
  const whole = ends.at(-1) ?? 0;
  let shortest = whole;

  function rowOf({ line, text, cut, unended }: Line): CsvRow | BadLine {
    if (cut) return { line, reason: 'is longer than a record can be', text };
    const signs = signsOf(text);
    if (unended && signs.length < shortest)
      return { line, reason: 'is shorter than any other, and has no line end: it is cut off', text };
    shortest = Math.min(shortest, signs.length);
    if (!further && signs.length > whole && filled(signs.slice(whole)) !== '')
      return { line, reason: `has ${signs.length} characters; its columns have ${whole}`, text };
    return { line, text, fields: ends.map((end, at) => filled(signs.slice(ends[at - 1] ?? 0, end))) };
  }

  for await (const lines of readLines(source)) for (const line of lines) yield rowOf(line);
}

/** A text's characters: JavaScript counts some as two. */
const signsOf = (text: string): string | readonly string[] =>
  /[\u{10000}-\u{10FFFF}]/u.test(text) ? Array.from(text) : text;

const filled = (signs: string | readonly string[]) =>
  (typeof signs === 'string' ? signs : signs.join('')).replaceAll('\0', ' ').trim();
