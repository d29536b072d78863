import { type CsvRow, readCsvRows } from '../csv-rows.ts';
import { readFixedRows } from '../fixed-rows.ts';
import { FeedError, type FeedFormat, type FeedRecord } from '../format.ts';
import { tellLayout } from '../layout.ts';
import { type CallTimes, createCallTimes, type WrittenCall } from './call-times.ts';
import { checkMapping } from './check-mapping.ts';
import { type ColumnsOptions, createColumns, noHeader, repeatedIn } from './columns.ts';
import { extended } from './extend.ts';
import { bare, type Lookup } from './lookup.ts';
import type { Mapping } from './mapping.ts';
import { compileRecord, type RecordReader } from './record.ts';
import { orReason, Refusal } from './refusal.ts';
import { withWidths } from './widths.ts';
import { zoneOf } from './zone.ts';

type Row = readonly string[];
type Plan = RecordReader<Row> | string;

/** Columns by name; throws Refusal for one that is there twice, or is not there and not marked as optional. */
function lookupIn(columns: readonly string[]): Lookup<Row> {
  const places = new Map(columns.map((column, at) => [fold(column), at]));
  const repeated = new Set(repeatedIn(columns.map(fold)));
  return (name) => {
    if (repeated.has(fold(bare(name))))
      throw new Refusal(`column '${bare(name)}' stands twice: which one is meant is never guessed`);
    const at = places.get(fold(bare(name)));
    if (at !== undefined) return (row) => row[at] ?? '';
    if (name.endsWith('?')) return () => '';
    throw new Refusal(`there is no column '${name}'`);
  };
}

const fold = (name: string) => name.trim().toLowerCase();

/**
 * A format of rows, one a line. Without columns in the mapping the first row names them; with them, a first row of
 * nothing but their names is a header too, and its order holds. Throws FeedError where the mapping can't be followed.
 */
export function rowsFormat(name: string, mapping: Mapping, options: ColumnsOptions = {}): FeedFormat {
  const { rows, widths } = withWidths(name, mapping.rows ?? {});
  checkMapping(name, mapping);
  if (rows.columns !== undefined) checkColumns(name, mapping, rows.columns);
  const names = namesIn(mapping);
  const { columns, optional = 0, separator } = rows;
  const hasHeader = columns === undefined && options.columnsOf === undefined;
  const expected = {
    format: name,
    separator,
    names: hasHeader ? names : undefined,
    width: columns && widths === undefined ? columns.length - optional : undefined,
  };

  async function* readRows(source: AsyncIterable<Buffer>, file: string) {
    if (rows.line !== undefined) return yield* readCsvRows(source, rows);
    const layout = await tellLayout(source, file, expected);
    if (widths !== undefined) return yield* readFixedRows(layout.bytes, widths, rows.further);
    yield* readCsvRows(layout.bytes, { ...rows, separator: layout.separator });
  }

  return {
    name,
    needsTimezone: mapping.time?.zone === 'local',
    extend: (file) => rowsFormat(name, extended(name, mapping, file), options),
    open(context) {
      const timezone = zoneOf(mapping, context);
      return {
        async *read(source, file) {
          const columnsOf = createColumns(name, rows, { names, ...options });
          const ofHeader = rows.columns === undefined && options.columnsOf === undefined;
          const read = createRowReader(mapping, createCallTimes(timezone), ofHeader);
          for await (const row of readRows(source, file)) {
            if (!('fields' in row)) yield row;
            else {
              const columns = columnsOf(row);
              if (columns !== 'header') yield read(row, columns);
            }
          }
        },
      };
    },
  };
}

/** Throws FeedError where the mapping names a column that isn't there. */
export function checkColumns(name: string, mapping: Mapping, columns: readonly string[]): void {
  const plan = planOf(mapping, columns);
  if (typeof plan === 'string')
    throw new FeedError(`${name}: ${plan}; the columns are ${columns.join(', ')}`);
}

const planOf = (mapping: Mapping, columns: readonly string[]): Plan =>
  orReason(() => compileRecord(mapping, lookupIn(columns)));

/** Every column that a mapping reads. */
function namesIn(mapping: Mapping): string[] {
  const names: string[] = [];
  orReason(() =>
    compileRecord(mapping, (name) => {
      names.push(bare(name));
      return () => '';
    }),
  );
  return names;
}

/** So that a file which is no list of columns at all doesn't fill a screen. */
const mostListed = 100;

const listed = (columns: readonly string[]) =>
  columns
    .slice(0, mostListed)
    .map((column) => column || '(no name)')
    .join(', ');

const rememberedPlans = 100;

/**
 * Reads rows in order. `columns` may be the reason why they can't be told; `hashed` are the fields that a hash is of,
 * where they aren't the row's.
 * @param ofHeader the columns are those of the file's header: a column that isn't there is missing in all rows.
 */
export function createRowReader(mapping: Mapping, times: (call: WrittenCall) => CallTimes, ofHeader = false) {
  const plans = new Map<string, Plan>();
  let last: { columns: readonly string[]; plan: Plan } | undefined;

  function planFor(columns: readonly string[]): Plan {
    if (last?.columns === columns) return last.plan;
    const key = columns.join('\n');
    const plan = plans.get(key) ?? planOf(mapping, columns);
    if (plans.size >= rememberedPlans) plans.clear();
    plans.set(key, plan);
    last = { columns, plan };
    return plan;
  }

  return (
    { line, text, fields }: CsvRow,
    columns: readonly string[] | string,
    hashed = fields,
  ): FeedRecord => {
    if (typeof columns === 'string')
      return { line, reason: columns, text, ...(columns === noHeader && { wholeFile: true }) };
    const plan = planFor(columns);
    if (typeof plan === 'string' && ofHeader) {
      return { line, reason: `${plan}; the columns are ${listed(columns)}`, text, wholeFile: true };
    }
    if (typeof plan === 'string') return { line, reason: plan, text };
    const reading = orReason(() => plan(fields, () => hashed, times));
    return typeof reading === 'string' ? { line, reason: reading, text } : { line, ...reading };
  };
}
