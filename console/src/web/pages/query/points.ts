/** An answer as charts need it: its columns, and its rows in the order of these. */
interface Answer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

const inner = (type: string) =>
  type.replace(/^(?:Nullable|LowCardinality)\((.*)\)$/, '$1').replace(/^Nullable\((.*)\)$/, '$1');

export const isNumber = (type: string): boolean => /^(?:U?Int|Float|Decimal|BFloat)/.test(inner(type));
export const isTime = (type: string): boolean => /^Date/.test(inner(type));

/** Columns to draw, unless the person has chosen others: the first time or text as x, the first number as y. */
export function usualColumns({ columns }: Pick<Answer, 'columns'>): {
  readonly x: string;
  readonly y: string;
} {
  const x =
    columns.find(({ type }) => isTime(type)) ?? columns.find(({ type }) => !isNumber(type)) ?? columns[0];
  const y = columns.find(({ name, type }) => isNumber(type) && name !== x?.name);
  return { x: x?.name ?? '', y: y?.name ?? '' };
}

/** ms since 1970 of a time as the engine writes it, in UTC; undefined where it is none. */
function msOfTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const [date = '', time = '00:00:00'] = value.split(' ');
  const ms = Date.parse(`${date}T${time}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}

const at = ({ columns }: Answer, name: string) => columns.findIndex((column) => column.name === name);

/** Values over time, in order. Rows without a time or a number are left out. */
export function timePoints(answer: Answer, x: string, y: string): { at: number; value: number }[] {
  const [from, to] = [at(answer, x), at(answer, y)];
  return answer.rows
    .flatMap((row) => {
      const ms = msOfTime(row[from]);
      const value = numberOf(row[to]);
      return ms === undefined || value === undefined ? [] : [{ at: ms, value }];
    })
    .sort((a, b) => a.at - b.at);
}

/** A bar for each row that has a number. */
export function barRows(answer: Answer, x: string, y: string): { label: string; value: number }[] {
  const [from, to] = [at(answer, x), at(answer, y)];
  return answer.rows.flatMap((row) => {
    const value = numberOf(row[to]);
    return value === undefined ? [] : [{ label: cellText(row[from]), value }];
  });
}

function numberOf(value: unknown): number | undefined {
  if (value === null || value === '' || typeof value === 'boolean') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** A value of an answer as text. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
