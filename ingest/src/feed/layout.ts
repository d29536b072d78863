import { type Started, startOf } from './first-line.ts';
import { FeedError } from './format.ts';

/** What a format knows of its rows before it has seen any. */
export interface RowsExpected {
  readonly format: string;
  /** Of columns of which a header must name some; none where the file has no header. */
  readonly names?: readonly string[] | undefined;
  /** The separator where a mapping states it, or the format has one. */
  readonly separator?: string | undefined;
  /** How many columns a row has at least, where the file has no header. */
  readonly width?: number | undefined;
}

export interface Layout {
  readonly separator: string | undefined;
  /** The file's bytes, without a first line that is none of its records. */
  readonly bytes: AsyncIterable<Buffer>;
}

const separators = [',', ';', '\t', '|'];
const shown = (separator: string) => (separator === '\t' ? 'TAB' : `'${separator}'`);

/**
 * Tells how a file of rows is laid out by its first line: what separates its columns, where nobody stated it, is what a
 * header's known names are found between. A first line `sep=;`, as Excel writes it, is obeyed and left out. Throws
 * FeedError, which names the file and the way out, for a file that can't be one of the format.
 */
export async function tellLayout(
  source: AsyncIterable<Buffer>,
  file: string,
  expected: RowsExpected,
): Promise<Layout> {
  const start = await startOf(source);
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
  // Its line end stays, so that lines keep their numbers.
  const next = await startOf(start.from(start.length));
  if (next.first.trim() !== '') {
    checkKind(next.first, file, expected.format, expected.names !== undefined);
    separatorOf(next.first, file, { ...expected, separator });
  }
  return { separator, bytes: next.bytes };
}

/** Throws FeedError where a file is no rows at all. */
function checkKind(first: string, file: string, format: string, hasHeader: boolean): void {
  if (isXml(first)) throw new FeedError(xmlFault(file, format));
  checkJson(first, file, format, hasHeader);
}

/** @param strict a lone bracket can be nothing else. */
function checkJson(first: string, file: string, format: string, strict: boolean): void {
  if (/^\s*(?:\{\s*"|\[\s*\{)/.test(first) || (strict && /^\s*[{[]\s*$/.test(first)))
    throw new FeedError(
      `${file} is JSON, which ${format} is not: use --format jsonl or freeswitch-json, or a mapping file with "documents"`,
    );
}

const xmlFault = (file: string, format: string) =>
  `${file} is XML, which ${format} is not: use --format freeswitch-xml, or a mapping file with "documents": {"xml": "ELEMENT"}, ELEMENT being the name of a record's element`;

/** Whether a line is one of an XML document; a CSV row may well begin with `<`. */
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

/** The separator between which a row has columns enough, where the stated one is not in it. */
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

/** The names in a header; undefined where a cell looks like a value, which no message may show. */
function columnsIn(first: string): string[] | undefined {
  const all = separators.map((separator) => cells(first, separator));
  const columns = all
    .reduce((one, other) => (other.length > one.length ? other : one))
    .filter((cell) => cell !== '');
  const isName = (cell: string) => /^[\p{L}_][\p{L}\p{N} _.()/#-]{0,39}$/u.test(cell) && !/\d{3}/.test(cell);
  return columns.length > 0 && columns.every(isName) ? columns : undefined;
}

/** The bytes of a file of JSON. Throws FeedError for a file whose first line tells that it is something else. */
export async function tellJson(
  source: AsyncIterable<Buffer>,
  file: string,
  format: string,
): Promise<AsyncIterable<Buffer>> {
  const { first, bytes } = await startOf(source, '{[');
  if (isXml(first)) throw new FeedError(xmlFault(file, format));
  if (looksLikeRows(first) && !/[{}[\]":]/.test(first))
    throw new FeedError(
      `${file} is no JSON, its first line looks like CSV: use --format csv, or a mapping file with "rows"`,
    );
  return bytes;
}

/** The same for XML. */
export async function tellXml(
  source: AsyncIterable<Buffer>,
  file: string,
  format: string,
): Promise<AsyncIterable<Buffer>> {
  const { first, bytes } = await startOf(source, '<');
  checkJson(first, file, format, true);
  if (looksLikeRows(first) && !first.includes('<'))
    throw new FeedError(
      `${file} is no XML, its first line looks like CSV: use --format csv, or a mapping file with "rows"`,
    );
  return bytes;
}

const looksLikeRows = (first: string) =>
  /^[\t -~]+$/.test(first) && separators.some((separator) => cells(first, separator).length > 2);
