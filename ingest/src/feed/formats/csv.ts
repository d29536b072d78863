import { type CsvRow, readCsvRows } from '../csv-rows.ts';
import type { FeedFormat, FeedRecord } from '../format.ts';
import { detectLayout } from '../layout.ts';
import { createColumns, noHeader, repeatedIn } from '../mapping/columns.ts';
import { canonicalNames, readCanonical } from './canonical.ts';

/** A field's text as the value that JSON would have. */
function jsonValue(name: string, text: string): unknown {
  if (name !== 'withdrawn') return text;
  const value = text.trim();
  if (/^true$/i.test(value)) return true;
  return /^false$/i.test(value) ? false : value;
}

const required = ['call_id', 'start_time', 'end_time', 'called_number', 'sip_code'];

/** Most unknown columns named in an error message, so that a file which is no such CSV does not fill a screen. */
const mostUnknown = 20;

/** The fault of a header, which concerns every line of the file. */
function headerFault(columns: readonly string[]): string | undefined {
  const unknown = columns.filter((name) => name !== '' && !canonicalNames.includes(name));
  if (unknown.length > 0)
    return `unknown column '${unknown.slice(0, mostUnknown).join("', '")}': the columns are ${canonicalNames.join(', ')}; others can be read by a mapping file`;
  const repeated = repeatedIn(columns);
  if (repeated.length > 0)
    return `column '${repeated.join("', '")}' occurs twice: one of its values would be lost`;
  const missing = required.filter((name) => !columns.includes(name));
  return missing.length > 0 ? `the header lacks ${missing.join(', ')}, which must be there` : undefined;
}

function read({ line, text, fields }: CsvRow, columns: readonly string[]): FeedRecord {
  const fault = headerFault(columns);
  if (fault !== undefined) return { line, reason: fault, text, wholeFile: true };
  const given = columns.map((name, at): [string, string] => [name, fields[at] ?? '']);
  // An empty called number is passed on. The worker makes the record a dead letter.
  const values = given.filter(([name, field]) => field.trim() !== '' || name === 'called_number');
  const cdr = readCanonical(
    Object.fromEntries(values.map(([name, field]) => [name, jsonValue(name, field)])),
  );
  return typeof cdr === 'string' ? { line, reason: cdr, text } : { line, cdr };
}

/**
 * Canonical CSV: a header with the field names of `schemas/src/cdr.ts` in any order, then one record a line. An empty
 * value means no value. The rules for values are those of `jsonl`.
 */
export const csv: FeedFormat = {
  name: 'csv',
  needsTimezone: false,
  open: () => ({
    async *read(raw, file) {
      const { bytes, separator } = await detectLayout(raw, file, { format: 'csv', names: canonicalNames });
      const columnsOf = createColumns('csv with this header', {}, { names: canonicalNames });
      for await (const row of readCsvRows(bytes, { separator })) {
        if (!('fields' in row)) yield row;
        else {
          const columns = columnsOf(row);
          if (typeof columns !== 'string') yield read(row, columns);
          else if (columns !== 'header')
            yield {
              line: row.line,
              reason: columns,
              text: row.text,
              ...(columns === noHeader && { wholeFile: true }),
            };
        }
      }
    },
  }),
};
