import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { BadLine } from './format.ts';
import { type Line, readLines } from './lines.ts';

export interface CsvRow {
  readonly line: number;
  readonly text: string;
  readonly fields: readonly string[];
}

const rows = z.array(z.array(z.string()));

/** Rows of lines that each hold whole quotes, undefined where they are not one row a line. */
function parseTogether(lines: readonly Line[]): string[][] | undefined {
  try {
    const text = lines.map((line) => line.text).join('\n');
    const parsed = rows.parse(
      parse(text, { record_delimiter: '\n', relax_column_count: true, relax_quotes: true }),
    );
    return parsed.length === lines.length ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function parseAlone({ line, text }: Line): CsvRow | BadLine {
  const fields = parseTogether([{ line, text, cut: false }])?.[0];
  return fields === undefined
    ? { line, reason: 'has a quote that does not end', text }
    : { line, text, fields };
}

/** A line without a quote that stays open, and no longer than a record can be. */
function isWhole({ text, cut }: Line): boolean {
  if (cut) return false;
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 0;
}

function broken({ line, text, cut }: Line): BadLine {
  return { line, reason: cut ? 'is longer than a record can be' : 'has a quote that does not end', text };
}

/**
 * The rows of a CSV file without a header, one a line: a value with a line end in it is refused, so that a quote
 * that never ends costs its own line and not the rest of the file.
 */
export async function* readCsvRows(source: AsyncIterable<Buffer>): AsyncIterable<CsvRow | BadLine> {
  for await (const lines of readLines(source)) {
    const whole = lines.filter(isWhole);
    const parsed = parseTogether(whole);
    let next = 0;
    for (const line of lines) {
      if (line !== whole[next]) {
        yield broken(line);
        continue;
      }
      const fields = parsed?.[next];
      next += 1;
      yield fields === undefined ? parseAlone(line) : { line: line.line, text: line.text, fields };
    }
  }
}
