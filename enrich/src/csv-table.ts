import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { ReferenceFileError } from './reference-kind.ts';

interface TableFile<H extends string, R> {
  readonly text: string;
  /** Named in errors. */
  readonly file: string;
  readonly header: readonly H[];
  readonly row: z.ZodType<R, Record<H, string>>;
}

const record = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/**
 * A CSV file with exactly this header, each row checked. Lines count from 1, the header being one.
 * Throws ReferenceFileError for the first thing that is wrong.
 */
export function readTable<H extends string, R>({
  text,
  file,
  header,
  row,
}: TableFile<H, R>): { line: number; value: R }[] {
  const [first, ...rows] = records(text, file);
  if (first === undefined || first.record.join(',') !== header.join(',')) {
    throw new ReferenceFileError(`${file}:1: the first line must be the header '${header.join(',')}'`);
  }
  return rows.map(({ record: fields, info: { lines: line } }) => {
    if (fields.length !== header.length) {
      throw new ReferenceFileError(
        `${file}:${line}: has ${fields.length} fields where the header has ${header.length}: quote values that hold commas`,
      );
    }
    const named = Object.fromEntries(header.map((name, i) => [name, fields[i]]));
    const value = row.safeParse(named);
    if (value.success) return { line, value: value.data };
    const issue = value.error.issues[0];
    const at = Object.keys(named).indexOf(String(issue?.path[0]));
    throw new ReferenceFileError(`${file}:${line}: ${header[at]}: '${fields[at]}' ${issue?.message}`);
  });
}

function records(text: string, file: string) {
  try {
    return record.parse(
      parse(text, { bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count: true }),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ReferenceFileError(`${file}:${Number(error['lines'])}: is not CSV: ${error.message}`);
  }
}
