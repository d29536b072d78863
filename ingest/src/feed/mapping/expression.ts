import { compileConditions } from './condition.ts';
import { bare, fold, type Lookup, type Value } from './lookup.ts';
import type { Expression, ValueRule } from './mapping.ts';
import { hangupCauseResponse, q850Response } from './q850.ts';
import { Refusal } from './refusal.ts';

type Tables = Readonly<Record<string, Readonly<Record<string, string>>>>;

const builtInTables: ReadonlyMap<string, (key: string) => string> = new Map([
  ['q850', q850Response],
  ['hangup-causes', hangupCauseResponse],
]);

/** Names of the tables that every mapping can use without defining them. */
export const builtInTableNames: readonly string[] = [...builtInTables.keys()];

/** Whether a text can be the value of a field that holds a whole number. */
export const isInteger = (text: string) => /^\s*\d{1,9}\s*$/.test(text);

/** The value rules of an expression, in order. The first that gives a value counts. */
export function valueRules(expression: Expression): ValueRule[] {
  const all = Array.isArray(expression) ? expression : [expression];
  return all.map((one) => (typeof one === 'string' ? { from: one } : one));
}

/**
 * Compiles an expression to a reader of its value. Throws Refusal where `lookup` does, or where a table does not exist.
 */
export function compileExpression<R>(expression: Expression, lookup: Lookup<R>, tables: Tables): Value<R> {
  const values = valueRules(expression).map((rule) => compileValueRule(rule, lookup, tables));
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

/**
 * Compiles one value rule to a reader of its value, without blanks around it. Its `time` and `unit` are left to the
 * caller.
 */
export function compileValueRule<R>(rule: ValueRule, lookup: Lookup<R>, tables: Tables): Value<R> {
  const { pattern, table, as, when } = rule;
  let value = compileWhole(rule, lookup);
  if (pattern !== undefined) value = matched(value, new RegExp(pattern));
  if (as !== undefined) value = addressed(value);
  if (table !== undefined) value = looked(value, { ...rule, table }, tables);
  // Blanks are cut off only now: the pattern may count the blanks of a fixed-width column.
  const trimmed = (record: R) => value(record).trim();
  return when === undefined ? trimmed : guarded(trimmed, compileConditions(when, lookup));
}

/** Reads what `from`, `join` or `constant` names, as the record has it. */
function compileWhole<R>({ from, constant = '', join }: ValueRule, lookup: Lookup<R>): Value<R> {
  if (join === undefined) return from === undefined ? () => constant : lookup(from);
  const parts = join.map((name) => lookup(name));
  return (record) => {
    const texts = parts.map((part) => part(record).trim());
    return texts.includes('') ? '' : texts.join(' ');
  };
}

/** The column names of a value rule, for error messages. */
export const nameOf = ({ from, join }: ValueRule, otherwise: string) =>
  join === undefined ? bare(from ?? otherwise) : join.map(bare).join(' and ');

function matched<R>(value: Value<R>, expression: RegExp): Value<R> {
  return (record) => {
    const found = expression.exec(value(record));
    if (found === null) return '';
    return found.length === 1 ? found[0] : (found.slice(1).find((group) => group !== undefined) ?? '');
  };
}

/** An IPv4 address that CUCM writes as a signed number, lowest byte first. 0 means no address. */
function addressed<R>(value: Value<R>): Value<R> {
  return (record) => {
    const number = Number(value(record));
    if (!Number.isInteger(number) || number === 0) return '';
    return [0, 8, 16, 24].map((bits) => (number >> bits) & 255).join('.');
  };
}

type TableRule = ValueRule & { readonly table: string };

function looked<R>(value: Value<R>, rule: TableRule, tables: Tables): Value<R> {
  const { table, otherwise } = rule;
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
      `${nameOf(rule, table)}: must be one of ${known}, as table '${table}' says ('otherwise' gives other values)`,
    );
  };
}

function guarded<R>(value: Value<R>, holds: (record: R) => boolean): Value<R> {
  return (record) => (holds(record) ? value(record) : '');
}
