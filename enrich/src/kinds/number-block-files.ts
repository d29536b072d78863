import type { LineType } from '@ringtrace/schemas/tables/cdr';
import { z } from 'zod';
import { type Line, readTable, refuseTwice } from '../csv-table.ts';
import type { NumberBlock } from '../entries.ts';
import { ReferenceFileError } from '../reference-file-error.ts';

/** A row of a file: `whole` covers what of its exchange no thousands block says. */
type BlockLine = NumberBlock & { readonly whole: 'only' | 'rest' | 'no' };

const ocn = z
  .string()
  .regex(/^[0-9A-Z]{4}$/, 'must be an operating company number of four digits or capital letters');

/** What files call a line type, and libphonenumber's name for it. */
const lineTypesByName: Readonly<Record<string, LineType>> = {
  '': '',
  fixed: 'FIXED_LINE',
  fixed_line: 'FIXED_LINE',
  landline: 'FIXED_LINE',
  wireline: 'FIXED_LINE',
  mobile: 'MOBILE',
  wireless: 'MOBILE',
  pcs: 'MOBILE',
  cellular: 'MOBILE',
  voip: 'VOIP',
  paging: 'PAGER',
  pager: 'PAGER',
  toll_free: 'TOLL_FREE',
  premium_rate: 'PREMIUM_RATE',
};
const lineType = z.string().transform((text, context) => {
  const type = lineTypesByName[text.toLowerCase().replace(/[ -]/g, '_')];
  if (type !== undefined) return type;
  const message = 'must be landline, wireless, voip, paging, toll-free, premium-rate or empty';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const blockColumns = ['npa', 'nxx', 'block', 'ocn', 'company', 'state', 'rate_center', 'line_type'] as const;
const threeDigits = z.string().regex(/^[2-9]\d\d$/, 'must be 3 digits, the first 2 to 9');
const blockRow = z
  .object({
    npa: threeDigits,
    nxx: threeDigits,
    block: z
      .string()
      .regex(/^[0-9A]?$/, "must be empty (the whole NXX), a digit, or 'A' (the rest of the NXX)"),
    ocn,
    company: z.string(),
    state: z.string(),
    rate_center: z.string(),
    line_type: lineType,
  })
  .transform(({ npa, nxx, block, ...holder }): BlockLine => {
    const whole = block === '' ? 'only' : block === 'A' ? 'rest' : 'no';
    return { block: `${npa}${nxx}${whole === 'no' ? block : ''}`, ...holder, whole };
  });

/** NANPA's central office code assignments (CO code report), of which more columns are not read. */
const officeColumns = ['State', 'NPA-NXX', 'OCN', 'Company', 'RateCenter', 'Use'] as const;
const officeRow = z.object({
  State: z.string(),
  'NPA-NXX': z.string().regex(/^[2-9]\d\d-[2-9]\d\d$/, "must be NPA-NXX such as '202-555'"),
  OCN: z.string(),
  Company: z.string(),
  RateCenter: z.string(),
  Use: z.string(),
});
/** In use by a company; other codes are unavailable, reserved or vacant, and nobody's. */
const assigned = 'AS';

/**
 * Reads number blocks in either layout. Throws ReferenceFileError, and takes nothing, where a line is wrong, stands
 * twice, or a thousands block lies inside an NXX that another line gives away as a whole.
 */
export function parseNumberBlocks(text: string, file: string): NumberBlock[] {
  const isOffice = /^\uFEFF?State[^\n]*\t/.test(text);
  const rows = isOffice
    ? officeCodes(text, file)
    : readTable({ text, file, columns: blockColumns, row: blockRow });
  refuseTwice(file, rows, 'block', ({ block }) => block);
  refuseOverlaps(file, rows);
  return rows.map(({ value: { whole: _, ...block } }) => block);
}

function officeCodes(text: string, file: string): Line<BlockLine>[] {
  const rows = readTable({
    text,
    file,
    columns: officeColumns,
    others: true,
    delimiter: '\t',
    row: officeRow,
  });
  return rows.flatMap(({ line, value }) => {
    if (value.Use !== assigned) return [];
    const holder = ocn.safeParse(value.OCN);
    if (!holder.success) {
      throw new ReferenceFileError(`${file}:${line}: OCN: '${value.OCN}' ${holder.error.issues[0]?.message}`);
    }
    const block: BlockLine = {
      block: value['NPA-NXX'].replace('-', ''),
      ocn: holder.data,
      company: value.Company,
      state: value.State,
      rate_center: value.RateCenter,
      line_type: '',
      whole: 'only',
    };
    return [{ line, value: block }];
  });
}

function refuseOverlaps(file: string, rows: readonly Line<BlockLine>[]): void {
  const wholes = new Map(
    rows.flatMap(({ line, value }) => (value.whole === 'only' ? [[value.block, line]] : [])),
  );
  for (const { line, value } of rows) {
    const whole = value.whole === 'no' ? wholes.get(value.block.slice(0, 6)) : undefined;
    if (whole === undefined) continue;
    throw new ReferenceFileError(
      `${file}:${line}: block ${value.block} overlaps line ${whole}, which has the whole NXX: write A as that line's block if it holds the rest`,
    );
  }
}
