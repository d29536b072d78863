import { didYouMean } from '@ringtrace/platform/did-you-mean';
import { visible } from '@ringtrace/platform/visible';
import { answer, mostAnswers } from '@ringtrace/schemas/casework/answer';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type FileAnswer, givenFrom } from './given.ts';
import { AnswerFileError, type FieldNames, problemsOf, throwProblems } from './problems.ts';

/** Columns of the file, and the field of an answer that each one holds. */
const fields: ReadonlyMap<string, readonly string[]> = new Map([
  ['request', ['request']],
  ['kind', ['kind']],
  ['upstream', ['upstream']],
  ['country', ['country']],
  ['customer_name', ['customer', 'name']],
  ['customer_address', ['customer', 'address']],
  ['customer_email', ['customer', 'email']],
  ['customer_telephone', ['customer', 'telephone']],
  ['customer_country', ['customer', 'country']],
  ['know_your_customer', ['customer', 'know_your_customer']],
  ['consent_claimed', ['consent', 'claimed']],
  ['consent_evidence', ['consent', 'evidence']],
  ['searched_from', ['searched', 'from']],
  ['searched_to', ['searched', 'to']],
  ['kept_days', ['kept_days']],
  ['reason', ['reason']],
  ['by', ['by']],
  ['note', ['note']],
]);
export const answerColumns: readonly string[] = [...fields.keys()];

const samePath = (one: readonly PropertyKey[], other: readonly PropertyKey[]) =>
  one.length === other.length && one.every((part, at) => part === other[at]);
const beginsWith = (path: readonly string[], start: readonly PropertyKey[]) =>
  samePath(path.slice(0, start.length), start);

const columnsUnder = (path: readonly PropertyKey[]) =>
  [...fields].filter(([, own]) => beginsWith(own, path)).map(([column]) => column);

/** Columns are told by their own names, so that a person finds them. */
const namesIn = (row: ReadonlyMap<string, string>): FieldNames => ({
  of: (path) => columnsUnder(path)[0] ?? path.map(String).join('_'),
  unknown: (path, key) => columnsUnder([...path, key]).filter((column) => row.has(column)),
  all: answerColumns,
});

/** A row as it was read: column to text, without empty cells. */
interface Row {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
  /** The header and this row, as they stand in the file. */
  readonly bytes: Uint8Array;
}

/** Answers of a CSV file, one in a line. Throws AnswerFileError. @param file its name in messages */
export function answersFromCsv(csv: string, file: string): FileAnswer[] {
  const problems: string[] = [];
  const given = rowsOf(csv, file, problems).flatMap(({ line, cells, bytes }) => {
    const place = `line ${line}`;
    const written = writtenFrom(cells);
    const result = answer.safeParse(written);
    if (result.success) return [{ ...givenFrom(result.data, place), bytes }];
    problems.push(...problemsOf(result.error, written, place, namesIn(cells)));
    return [];
  });
  throwProblems(file, problems);
  return given;
}

/** The answer that the cells spell, right or wrong. */
function writtenFrom(cells: ReadonlyMap<string, string>): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [column, cell] of cells) {
    const [name = '', part] = fields.get(column) ?? [];
    if (part === undefined) written[name] = column === 'kept_days' ? numberOr(cell) : cell;
    else written[name] = { ...partsIn(written[name]), [part]: part === 'claimed' ? yesOrNo(cell) : cell };
  }
  return written;
}

const partsIn = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});
const numberOr = (cell: string) => (/^\d{1,9}$/.test(cell) ? Number(cell) : cell);

function yesOrNo(cell: string): boolean | string {
  if (/^(?:true|yes)$/i.test(cell)) return true;
  return /^(?:false|no)$/i.test(cell) ? false : cell;
}

const record = z.object({
  record: z.array(z.string()),
  /** As it stands in the file, with line ends around it. */
  raw: z.string(),
  info: z.object({ lines: z.number() }),
});

function rowsOf(csv: string, file: string, problems: string[]): Row[] {
  const [header, ...rows] = recordsOf(csv, file);
  if (header === undefined || rows.length === 0)
    throw new AnswerFileError(
      `${visible(file)}: there is no answer in it: write a header such as 'request,kind,upstream', then a line for each answer`,
    );
  if (rows.length > mostAnswers)
    throw new AnswerFileError(`${visible(file)}: more than ${mostAnswers} answers: write several files`);
  const columns = header.record.map((name) => name.trim().toLowerCase());
  throwProblems(file, problemsOfHeader(columns));
  return rows.map((row) => ({
    line: row.info.lines,
    cells: cellsOf(row, columns, problems),
    bytes: Buffer.from(`${lineOf(header)}\n${lineOf(row)}\n`),
  }));
}

const lineOf = ({ raw }: z.infer<typeof record>) => raw.replaceAll(/^[\r\n]+|[\r\n]+$/g, '');

function cellsOf(
  { record: cells, info }: z.infer<typeof record>,
  columns: readonly string[],
  problems: string[],
): ReadonlyMap<string, string> {
  if (cells.length > columns.length)
    problems.push(
      `line ${info.lines}: it has ${cells.length} values for ${columns.length} columns: put a value with a separator in double quotes`,
    );
  return new Map(
    columns
      .map((column, at): [string, string] => [column, (cells[at] ?? '').trim()])
      .filter(([column, cell]) => cell !== '' && fields.has(column)),
  );
}

function problemsOfHeader(columns: readonly string[]): string[] {
  const missing = ['request', 'kind'].filter((needed) => !columns.includes(needed));
  return [
    ...missing.map((needed) => `line 1: the column '${needed}' is missing`),
    ...columns.flatMap((column, at) => {
      if (!fields.has(column))
        return `line 1: there is no column '${visible(column)}'${didYouMean(column, answerColumns) || `; there are ${answerColumns.join(', ')}`}`;
      return columns.indexOf(column) < at ? `line 1: the column '${column}' stands there twice` : [];
    }),
  ];
}

/** Spreadsheets in some countries write semicolons. */
function separatorOf(csv: string): string {
  const [header = ''] = csv.split(/\r?\n/, 1);
  return [',', ';', '\t'].find((separator) => header.includes(separator)) ?? ',';
}

function recordsOf(csv: string, file: string): z.infer<typeof record>[] {
  try {
    return z.array(record).parse(
      parse(csv, {
        delimiter: separatorOf(csv),
        info: true,
        raw: true,
        relax_column_count: true,
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
      }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AnswerFileError(
      `${visible(file)}: this is not CSV: ${visible(error.message)}: close each double quote, and write "" for one within a value`,
    );
  }
}
