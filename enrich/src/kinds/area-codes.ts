import { areaCodeStore } from '@ringtrace/schemas/tables/reference';
import { z } from 'zod';
import { readRecords, refuseTwice } from '../csv-table.ts';
import { type AreaCode, areaCode } from '../entries.ts';
import { ReferenceFileError } from '../reference-file-error.ts';
import { defineKind } from '../reference-kind.ts';
import { timeZonesOf } from './area-zones.ts';

/** Columns of NANPA's NPA report that are read. */
const columns = ['NPA_ID', 'IN_SERVICE', 'LOCATION', 'COUNTRY', 'SERVICE', 'TIME_ZONE'] as const;

const fileRow = z.object({
  NPA_ID: z.string().regex(/^[2-9]\d\d$/, 'must be an area code of 3 digits'),
  IN_SERVICE: z.enum(['Y', 'N'], { error: 'must be Y or N' }),
  LOCATION: z.string(),
  COUNTRY: z.string(),
  SERVICE: z.string(),
  TIME_ZONE: z.string(),
});

/**
 * Reads NANPA's NPA report: a line with its date, a header, a line a code. Some of its lines are cut short, or hold
 * commas nobody quoted, behind the columns that are read here; what is missing counts as empty.
 * Throws ReferenceFileError, and takes nothing, where a line is wrong or stands twice.
 */
export function parseAreaCodes(text: string, file: string): AreaCode[] {
  const [date, header, ...lines] = readRecords({ text, file });
  const at = columns.map((name) => header?.value.indexOf(name) ?? -1);
  if (date?.value[0] !== 'File Date' || at.includes(-1)) {
    throw new ReferenceFileError(
      `${file}:1: must be NANPA's NPA report: 'File Date' and a date, then a header with ${columns.join(', ')}`,
    );
  }
  const rows = lines.map(({ line, value: fields }) => {
    const row = fileRow.safeParse(
      Object.fromEntries(columns.map((name, i) => [name, fields[at[i] ?? -1] ?? ''])),
    );
    if (row.success) return { line, value: row.data };
    const issue = row.error.issues[0];
    throw new ReferenceFileError(`${file}:${line}: ${String(issue?.path[0])}: ${issue?.message}`);
  });
  refuseTwice(file, rows, 'NPA_ID', ({ NPA_ID }) => NPA_ID);
  return rows.map(({ value }) => ({
    npa: value.NPA_ID,
    in_service: value.IN_SERVICE === 'Y',
    location: value.LOCATION,
    country: value.COUNTRY,
    service: value.SERVICE,
    time_zones: value.SERVICE === '' ? timeZonesOf(value.LOCATION, value.COUNTRY, value.TIME_ZONE) : [],
  }));
}

export const areaCodes = defineKind({
  name: 'area-codes',
  layout: "NANPA's NPA report (npa_report.csv) as published",
  table: areaCodeStore,
  entry: areaCode,
  parse: parseAreaCodes,
  row: (code: AreaCode, digest) => ({ digest, ...code }),
  parts: (codes) => ({ areaCodes: codes }),
});
