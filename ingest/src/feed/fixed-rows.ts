import type { CsvRow } from './csv-rows.ts';
import type { BadLine } from './format.ts';
import { type Line, readLines } from './lines.ts';

/**
 * Reads the rows of a file whose columns have fixed widths, one row a line. Widths count characters, not bytes. Blanks
 * and NUL characters around a value only fill its column.
 * A line may end early, because trailing blanks were removed: the missing values are then empty. A last line is refused
 * as cut off if it has no line end and is shorter than all others. Text behind the last column is refused, unless
 * `further` is set.
 */
export async function* readFixedRows(
  raw: AsyncIterable<Buffer>,
  widths: readonly number[],
  further = false,
): AsyncGenerator<CsvRow | BadLine> {
  const ends = widths.map((_, at) => widths.slice(0, at + 1).reduce((sum, width) => sum + width, 0));
  const whole = ends.at(-1) ?? 0;
  let shortest = whole;

  function rowOf({ line, text, cut, unended }: Line): CsvRow | BadLine {
    if (cut) return { line, reason: 'is longer than a record can be', text };
    const characters = charactersOf(text);
    if (unended && characters.length < shortest)
      return { line, reason: 'is shorter than any other, and has no line end: it is cut off', text };
    shortest = Math.min(shortest, characters.length);
    if (!further && characters.length > whole && filled(characters.slice(whole)) !== '')
      return { line, reason: `has ${characters.length} characters; its columns have ${whole}`, text };
    return { line, text, fields: ends.map((end, at) => filled(characters.slice(ends[at - 1] ?? 0, end))) };
  }

  for await (const lines of readLines(raw)) for (const line of lines) yield rowOf(line);
}

/**
 * A text's characters. JavaScript counts those above U+FFFF as two, so a text with such characters becomes an array.
 */
const charactersOf = (text: string): string | readonly string[] =>
  /[\u{10000}-\u{10FFFF}]/u.test(text) ? Array.from(text) : text;

const filled = (characters: string | readonly string[]) =>
  (typeof characters === 'string' ? characters : characters.join('')).replaceAll('\0', ' ').trim();
