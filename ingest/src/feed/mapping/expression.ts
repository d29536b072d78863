import { compileConditions } from './condition.ts';
import { bare, fold, type Lookup, type Value } from './lookup.ts';
import type { Expression, Source } from './mapping.ts';
import { hangupCauseResponse, q850Response } from './q850.ts';
import { Refusal } from './refusal.ts';

type Tables = Readonly<Record<string, Readonly<Record<string, string>>>>;

const builtInTables: ReadonlyMap<string, (key: string) => string> = new Map([
  ['q850', q850Response],
  ['hangup-causes', hangupCauseResponse],
]);

/** Tables that need not be in `tables`. */
export const builtInTableNames: readonly string[] = [...builtInTables.keys()];

/** Whether a text is a value of a field that holds a number. */
export const isInteger = (text: string) => /^\s*\d{1,9}\s*$/.test(text);

/** Every source of an expression. */
export function sourcesOf(expression: Expression): Source[] {
  const all = Array.isArray(expression) ? expression : [expression];
  return all.map((one) => (typeof one === 'string' ? { from: one } : one));
}

/** Throws Refusal where `lookup` does, or a table is named that isn't there. */
export function compileExpression<R>(expression: Expression, lookup: Lookup<R>, tables: Tables): Value<R> {
  const values = sourcesOf(expression).map((source) => compileSource(source, lookup, tables));
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  return (record) => {
    for (const value of values) {
      const text = value(record);
      if (text !== '') return text;
    }
    return '';
  };
}

/** One source's value without the blanks around it; its time form and its unit are for the caller. */
export function compileSource<R>(source: Source, lookup: Lookup<R>, tables: Tables): Value<R> {
  const { pattern, table, as, when } = source;
  let value = compileWhole(source, lookup);
  if (pattern !== undefined) value = matched(value, new RegExp(pattern));
  if (as !== undefined) value = addressed(value);
  if (table !== undefined) value = looked(value, { ...source, table }, tables);
  // Behind the pattern, which may count the blanks of a fixed width.
  const trimmed = (record: R) => value(record).trim();
  return when === undefined ? trimmed : guarded(trimmed, compileConditions(when, lookup));
}

/** What a source names, as the record has it. */
function compileWhole<R>({ from, constant = '', join }: Source, lookup: Lookup<R>): Value<R> {
  if (join === undefined) return from === undefined ? () => constant : lookup(from);
  const parts = join.map((name) => lookup(name));
  return (record) => {
    const texts = parts.map((part) => part(record).trim());
    return texts.includes('') ? '' : texts.join(' ');
  };
}

/** How a reason names a source. */
export const nameOf = ({ from, join }: Source, otherwise: string) =>
  join === undefined ? bare(from ?? otherwise) : join.map(bare).join(' and ');

function matched<R>(value: Value<R>, expression: RegExp): Value<R> {
  return (record) => {
    const found = expression.exec(value(record));
    if (found === null) return '';
    return found.length === 1 ? found[0] : (found.slice(1).find((group) => group !== undefined) ?? '');
  };
}

/** CUCM's addresses; 0 is none. */
function addressed<R>(value: Value<R>): Value<R> {
  return (record) => {
    const number = Number(value(record));
    if (!Number.isInteger(number) || number === 0) return '';
    return [0, 8, 16, 24].map((bits) => (number >> bits) & 255).join('.');
  };
}

type TableSource = Source & { readonly table: string };

function looked<R>(value: Value<R>, source: TableSource, tables: Tables): Value<R> {
  const { table, otherwise } = source;
  const own = Object.hasOwn(tables, table) ? tables[table] : undefined;
  const builtIn = builtInTables.get(table);
  if (own === undefined && builtIn !== undefined) return (record) => builtIn(value(record));
  if (own === undefined) throw new Refusal(`there is no table '${table}'`);
  const folded = new Map(Object.entries(own).map(([key, result]) => [fold(key), result]));
  const known = Object.keys(own).slice(0, 10).join(', ');
  return (record) => {
    const text = value(record).trim();
    const result = folded.get(fold(text)) ?? otherwise;
    if (result !== undefined || text === '') return result ?? '';
    throw new Refusal(
      `${nameOf(source, table)}: must be one of ${known}, as table '${table}' says ('otherwise' gives other values)`,
    );
  };
}

function guarded<R>(value: Value<R>, holds: (record: R) => boolean): Value<R> {
  return (record) => (holds(record) ? value(record) : '');
}
