// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Results go to standard output, everything else to standard error. What a feed wrote (a provider's id, a call_id) is
 * shown without control characters: an escape sequence is no way into an analyst's terminal.
 */
export function print(text = ''): void {
  process.stdout.write(`${text.replaceAll(control, '\ufffd')}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

export const count = (n: number) => n.toLocaleString('en-US');

/** Rows under their column names, padded; numbers to the right. */
export function table(rows: readonly Readonly<Record<string, string | number>>[]): string {
  const first = rows[0];
  if (first === undefined) return '(none)';
  const names = Object.keys(first);
  const cell = (value: string | number | undefined) =>
    typeof value === 'number' ? count(value) : (value ?? '');
  const width = (name: string) => Math.max(name.length, ...rows.map((row) => cell(row[name]).length));
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

/** A line that is written over while standard error is a terminal, and a plain line every few seconds elsewhere. */
export function statusLine(plainEveryMs = 5_000) {
  let lastPlain = 0;
  let open = false;
  return {
    show(text: string): void {
      if (process.stderr.isTTY) {
        process.stderr.write(`\r\x1b[2K${text.slice(0, (process.stderr.columns || 80) - 1)}`);
        open = true;
      } else if (Date.now() - lastPlain >= plainEveryMs) {
        lastPlain = Date.now();
        say(text);
      }
    },
    end(): void {
      if (open) process.stderr.write('\n');
      open = false;
    },
  };
}
