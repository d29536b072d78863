import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ReferenceFileError } from './reference-file-error.ts';

interface TableFile<H extends string, R> {
  readonly text: string;
  /** Named in errors. */
  readonly file: string;
  readonly columns: readonly H[];
  /** Whether the file may have other columns as well, in any order; they are not read. */
  readonly others?: true;
  readonly delimiter?: ',' | '\t';
  readonly row: z.ZodType<R, Record<H, string>>;
}

/** A row of a file, by the line it ends on; lines count from 1, the header being one. */
export interface Line<R> {
  readonly line: number;
  readonly value: R;
}

const record = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/** A CSV file with these columns under a header, each row checked. Throws ReferenceFileError for the first fault. */
export function readTable<H extends string, R>(table: TableFile<H, R>): Line<R>[] {
  const { file, columns, row } = table;
  const [header, ...rows] = readRecords(table);
  const at = positions(table, header?.value ?? []);
  return rows.map(({ line, value: fields }) => {
    if (fields.length !== header?.value.length) {
      throw new ReferenceFileError(
        `${file}:${line}: has ${fields.length} fields where the header has ${header?.value.length}: quote values that hold commas`,
      );
    }
    const named = Object.fromEntries(columns.map((name, i) => [name, fields[at[i] ?? -1]]));
    const value = row.safeParse(named);
    if (value.success) return { line, value: value.data };
    const issue = value.error.issues[0];
    const name = String(issue?.path[0]);
    throw new ReferenceFileError(`${file}:${line}: ${name}: '${named[name]}' ${issue?.message}`);
  });
}

function positions(table: TableFile<string, unknown>, header: readonly string[]): number[] {
  const { file, columns, others, delimiter = ',' } = table;
  const missing = columns.filter((name) => !header.includes(name));
  if (others ? missing.length > 0 : header.join(delimiter) !== columns.join(delimiter)) {
    const must = others ? `a header with the columns` : 'the header';
    throw new ReferenceFileError(`${file}:1: the first line must be ${must} '${columns.join(delimiter)}'`);
  }
  return columns.map((name) => header.indexOf(name));
}

interface RecordsFile {
  readonly text: string;
  readonly file: string;
  readonly delimiter?: ',' | '\t';
}

/** The fields of each line that isn't empty. Throws ReferenceFileError where the text is no CSV. */
export function readRecords({ text, file, delimiter = ',' }: RecordsFile): Line<string[]>[] {
  const quote = delimiter === ',' ? '"' : null;
  try {
    const read = record.parse(
      parse(text, {
        bom: true,
        info: true,
        trim: true,
        skip_empty_lines: true,
        relax_column_count: true,
        delimiter,
        quote,
      }),
    );
    return read.map(({ record: value, info }) => ({ line: info.lines, value }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ReferenceFileError(`${file}:${Number(error['lines'])}: is not CSV: ${error.message}`);
  }
}

/** Refuses a file in which two rows have the same key. */
export function refuseTwice<R>(
  file: string,
  rows: readonly Line<R>[],
  what: string,
  key: (row: R) => string,
) {
  const lineOf = new Map<string, number>();
  for (const { line, value } of rows) {
    const earlier = lineOf.get(key(value));
    if (earlier !== undefined) {
      throw new ReferenceFileError(
        `${file}:${line}: ${what} '${key(value)}' stands on line ${earlier} already: keep one of them`,
      );
    }
    lineOf.set(key(value), line);
  }
}
