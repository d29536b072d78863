import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { visible, visibleJson, visibleLines } from '@ringtrace/platform/visible';
import { forReaders } from './sql/readers.ts';

/**
 * Results go to standard output, everything else to standard error. What a stranger wrote (a name, a call_id, a file's
 * name) goes through `visible` where it is put into a line: by `table`, or by the caller. What was forgotten there can
 * still break a line, but neither move the cursor nor turn the text round.
 */
export function print(lines = ''): void {
  process.stdout.write(`${visibleLines(lines)}\n`);
}

export function printJson(value: unknown): void {
  process.stdout.write(`${visibleJson(JSON.stringify(value, null, 2))}\n`);
}

/** A value a line. */
export function printJsonLines(values: readonly unknown[]): void {
  for (const value of values) process.stdout.write(`${visibleJson(JSON.stringify(value))}\n`);
}

/** CSV with a header. Texts that a spreadsheet would run as a formula are marked as texts; null is an empty cell. */
export async function printCsv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  const cell = (value: string | number | null) =>
    typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value ?? '');
  const lines = [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`);
  await pipeline(
    Readable.from(lines.map((line) => Buffer.from(line))),
    forReaders('CSV', process.stdout.isTTY),
    process.stdout,
    {
      end: false,
    },
  );
}

export function say(lines: string): void {
  process.stderr.write(`${visibleLines(lines)}\n`);
}

export const count = (n: number) => n.toLocaleString('en-US');

/** Rows under their column names, padded; numbers to the right. Texts are given as they came, and made visible here. */
export function table(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const first = rows[0];
  if (first === undefined) return '(none)';
  const names = Object.keys(first);
  const cell = (value: string | number | undefined) =>
    typeof value === 'number' ? count(value) : visible(value ?? '');
  const width = (name: string) =>
    rows.reduce((most, row) => Math.max(most, cell(row[name]).length), name.length);
  const widths = names.map(width);
  const line = (cells: readonly string[], numeric: (i: number) => boolean) =>
    cells
      .map((text, i) => (numeric(i) ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  const numeric = (i: number) => typeof first[names[i] ?? ''] === 'number';
  return [
    line(names, numeric),
    ...rows.map((row) =>
      line(
        names.map((name) => cell(row[name])),
        numeric,
      ),
    ),
  ].join('\n');
}
