import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { Label } from '@ringtrace/detect/evaluate/evaluate';
import { whyUnreadable } from '@ringtrace/platform/unreadable';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';

const labelRow = z.strictObject({
  carrier: z.string().min(1),
  call_id: z.string().min(1),
  campaign: z.string(),
});

const needed = 'carrier, call_id and campaign are needed: CSV with this header';

/** Throws where the file can't be read, holds no label, or its first lines are none: before a connection is made. */
export async function refuseOtherFiles(file: string): Promise<void> {
  await access(file, constants.R_OK).catch((error) => {
    throw new Error(`can't read ${file}: ${whyUnreadable(error)}`);
  });
  if ((await stat(file)).isDirectory()) throw new Error(`${file} is a folder: --labels takes a CSV file`);
  for await (const _ of labelsIn(file)) return;
  throw new Error(`${file}, line 1: no line is a label: ${needed}, and a line for each leg`);
}

const rowOfParser = z.object({ info: z.object({ lines: z.number() }), record: z.unknown() });

/** The labels of a CSV file. Throws one error that names the file and the line where it is none. */
export async function* labelsIn(file: string): AsyncGenerator<Label> {
  const wrongAt = (line: number) => new Error(`${file}, line ${line}: ${needed}`);
  const options = { info: true, bom: true, skip_empty_lines: true, relax_column_count: true };
  const parser = parse({ ...options, columns: headerOf(wrongAt(1)) });
  // What goes wrong in reading reaches the loop through the parser.
  const rows = pipeline(createReadStream(file), parser, () => {});
  try {
    for await (const row of rows) {
      const { info, record } = rowOfParser.parse(row);
      const label = labelRow.safeParse(record);
      if (!label.success) throw wrongAt(info.lines);
      yield label.data;
    }
  } catch (error) {
    // The parser's own words speak of its options.
    throw error instanceof CsvError ? wrongAt(parser.info.lines) : error;
  }
}

const headerOf = (wrong: Error) => (names: string[]) => {
  if (names.toSorted().join() === 'call_id,campaign,carrier') return names;
  throw wrong;
};
