import { type Started, startOf } from './first-line.ts';
import { FeedError } from './format.ts';

/** What a format expects of its rows before it has seen any. */
export interface RowsExpected {
  readonly format: string;
  /** Names of columns. A header must have at least one of them. Undefined where the file has no header. */
  readonly names?: readonly string[] | undefined;
  /** The separator, where the mapping or the format states it. */
  readonly separator?: string | undefined;
  /** The least number of columns of a row, where the file has no header. */
  readonly width?: number | undefined;
}

export interface Layout {
  readonly separator: string | undefined;
  /** The file's bytes, without a first line `sep=`. */
  readonly bytes: AsyncIterable<Buffer>;
}

const separators = [',', ';', '\t', '|'];
const shown = (separator: string) => (separator === '\t' ? 'TAB' : `'${separator}'`);

/**
 * Finds out how a file of rows is laid out, by its first line. Where no separator is stated, it is the one that leaves
 * the most known column names in the header. A first line such as `sep=;`, as Excel writes it, states the separator and
 * is left out. Throws FeedError where the file can't be in the format. The error names the file and what to do.
 */
export async function detectLayout(
  raw: AsyncIterable<Buffer>,
  file: string,
  expected: RowsExpected,
): Promise<Layout> {
  const start = await startOf(raw);
  if (start.first.trim() === '') return { separator: expected.separator, bytes: start.bytes };
  const said = /^"?sep=(.)"?\s*$/i.exec(start.first)?.[1];
  if (said !== undefined) return saidLayout(start, said, file, expected);
  checkKind(start.first, file, expected.format, expected.names !== undefined);
  return { separator: separatorOf(start.first, file, expected), bytes: start.bytes };
}

async function saidLayout(
  start: Started,
  separator: string,
  file: string,
  expected: RowsExpected,
): Promise<Layout> {
  // The line end of the `sep=` line stays in, so that the lines keep their numbers.
  const next = await startOf(start.from(start.length));
  if (next.first.trim() !== '') {
    checkKind(next.first, file, expected.format, expected.names !== undefined);
    separatorOf(next.first, file, { ...expected, separator });
  }
  return { separator, bytes: next.bytes };
}

/** Throws FeedError where the file is XML or JSON and has no rows at all. */
function checkKind(first: string, file: string, format: string, hasHeader: boolean): void {
  if (isXml(first)) throw new FeedError(xmlFault(file, format));
  checkJson(first, file, format, hasHeader);
}

/**
 * Throws FeedError where the first line is the beginning of JSON.
 * @param strict also a line with a single bracket counts as JSON.
 */
function checkJson(first: string, file: string, format: string, strict: boolean): void {
  if (/^\s*(?:\{\s*"|\[\s*\{)/.test(first) || (strict && /^\s*[{[]\s*$/.test(first)))
    throw new FeedError(
      `${file} is JSON, which ${format} is not: use --format jsonl or freeswitch-json, or a mapping file with "documents"`,
    );
}

const xmlFault = (file: string, format: string) =>
  `${file} is XML, which ${format} is not: use --format freeswitch-xml, or a mapping file with "documents": {"xml": "ELEMENT"}, ELEMENT being the name of a record's element`;

/** Whether a first line is that of an XML document. A CSV row may also begin with `<`. */
const isXml = (line: string) =>
  /^\s*<(?:\?xml\s|!DOCTYPE\s|!--)/.test(line) ||
  /^\s*<[A-Za-z_][\w.:-]*(?:\s[^<>]*)?>\s*$/.test(line) ||
  /^\s*<([A-Za-z_][\w.:-]*)[\s>].*<\/\1\s*>\s*$/.test(line);

function separatorOf(
  first: string,
  file: string,
  { format, names, separator, width }: RowsExpected,
): string | undefined {
  if (names === undefined) {
    const other = width === undefined ? undefined : otherSeparator(first, separator ?? ',', width);
    if (other === undefined) return separator;
    throw new FeedError(
      `${file} has ${shown(other)} between its columns, which ${format} has not: use a mapping file with "rows": {"separator": "${other === '\t' ? '\\t' : other}"}`,
    );
  }
  const expected = new Set(names.map(fold));
  const found = (between: string) => cells(first, between).filter((cell) => expected.has(fold(cell))).length;
  const candidates = separators.map((between) => ({ between, count: found(between) }));
  const best = candidates.reduce((one, other) => (other.count > one.count ? other : one));
  if (separator !== undefined && found(separator) > 0) return separator;
  if (best.count === 0) throw new FeedError(headerFault(first, file, format, names));
  if (separator === undefined) return best.between;
  throw new FeedError(
    `${file} has ${shown(best.between)} between its columns, and not ${shown(separator)} as stated: correct "separator" in the mapping file, or leave it out`,
  );
}

/** A separator that gives the row enough columns, where the stated separator is not in the row at all. */
const otherSeparator = (first: string, stated: string, width: number) =>
  first.includes(stated) || width < 2
    ? undefined
    : separators.find((between) => between !== stated && cells(first, between).length >= width);

const fold = (name: string) => name.trim().toLowerCase();

const cells = (line: string, separator: string) =>
  line.split(separator).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );

const mostShown = 30;

function headerFault(first: string, file: string, format: string, names: readonly string[]): string {
  const wanted = [...new Set(names)].slice(0, mostShown).join(', ');
  const there = columnsIn(first);
  const fault =
    there === undefined
      ? 'its first line is no header but a record, it seems'
      : `its first line names the columns ${there.slice(0, mostShown).join(', ')}`;
  return `${file} names no column that ${format} knows: ${fault}; it must be a header with names such as ${wanted}`;
}

/** The column names in a header. Undefined where a cell may be a value: messages must not show values. */
function columnsIn(first: string): string[] | undefined {
  const all = separators.map((separator) => cells(first, separator));
  const columns = all
    .reduce((one, other) => (other.length > one.length ? other : one))
    .filter((cell) => cell !== '');
  const isName = (cell: string) => /^[\p{L}_][\p{L}\p{N} _.()/#-]{0,39}$/u.test(cell) && !/\d{3}/.test(cell);
  return columns.length > 0 && columns.every(isName) ? columns : undefined;
}

/** Returns the bytes of a JSON file. Throws FeedError where the first line shows that the file is something else. */
export async function requireJson(
  raw: AsyncIterable<Buffer>,
  file: string,
  format: string,
): Promise<AsyncIterable<Buffer>> {
  const { first, bytes } = await startOf(raw, '{[');
  if (isXml(first)) throw new FeedError(xmlFault(file, format));
  if (looksLikeRows(first) && !/[{}[\]":]/.test(first))
    throw new FeedError(
      `${file} is no JSON, its first line looks like CSV: use --format csv, or a mapping file with "rows"`,
    );
  return bytes;
}

/** Returns the bytes of an XML file. Throws FeedError where the first line shows that the file is something else. */
export async function requireXml(
  raw: AsyncIterable<Buffer>,
  file: string,
  format: string,
): Promise<AsyncIterable<Buffer>> {
  const { first, bytes } = await startOf(raw, '<');
  checkJson(first, file, format, true);
  if (looksLikeRows(first) && !first.includes('<'))
    throw new FeedError(
      `${file} is no XML, its first line looks like CSV: use --format csv, or a mapping file with "rows"`,
    );
  return bytes;
}

const looksLikeRows = (first: string) =>
  /^[\t -~]+$/.test(first) && separators.some((separator) => cells(first, separator).length > 2);
