import { readAmount } from './duration.ts';
import { bare, fold, type Lookup, type Value } from './lookup.ts';
import type { Condition, Conditions, Test } from './mapping.ts';
import { Refusal } from './refusal.ts';

/** Whether a record fits a condition, or any one of a list of them. The test throws Refusal where a value is no number. */
export function compileConditions<R>(conditions: Conditions, lookup: Lookup<R>): (record: R) => boolean {
  const all = (Array.isArray(conditions) ? conditions : [conditions]).map((one) =>
    compileCondition(one, lookup),
  );
  return (record) => all.some((holds) => holds(record));
}

/** Whether each of the condition's columns is as it says. */
function compileCondition<R>(condition: Condition, lookup: Lookup<R>): (record: R) => boolean {
  const tests = Object.entries(condition).map(([name, test]) => compileTest(test, lookup(name), bare(name)));
  return (record) => tests.every((holds) => holds(record));
}

function compileTest<R>(test: Test, value: Value<R>, name: string): (record: R) => boolean {
  if (Array.isArray(test)) return compileValues(test, value);
  const { not, above } = test;
  const isOut = not === undefined ? () => false : compileValues(not, value);
  const isAbove = above === undefined ? () => true : compileAbove(above, value, name);
  return (record) => !isOut(record) && isAbove(record);
}

function compileValues<R>(values: readonly string[], value: Value<R>): (record: R) => boolean {
  const whole = new Set(values.filter((text) => !text.endsWith('*')).map(fold));
  const beginnings = values.filter((text) => text.endsWith('*')).map((text) => fold(text.slice(0, -1)));
  return (record) => {
    const text = fold(value(record));
    return whole.has(text) || beginnings.some((beginning) => text.startsWith(beginning));
  };
}

/** A column that has no value is not above. */
function compileAbove<R>(above: number, value: Value<R>, name: string): (record: R) => boolean {
  return (record) => {
    const amount = readAmount(value(record));
    if (amount === undefined) return false;
    if (!Number.isNaN(amount)) return amount > above;
    throw new Refusal(
      `${name}: must be a number or a duration, as a condition asks whether it is above ${above}`,
    );
  };
}

/** What a condition asks for, in words: `Kind: must be voice or fax`. */
export function inWords(conditions: Conditions): string {
  const all = Array.isArray(conditions) ? conditions : [conditions];
  return all
    .map((one) =>
      Object.entries(one)
        .map(([name, test]) => `${bare(name)}: must ${testInWords(test)}`)
        .join(', '),
    )
    .join('; or ');
}

const listed = (values: readonly string[]) => values.map((value) => value || 'empty').join(' or ');

function testInWords(test: Test): string {
  if (Array.isArray(test)) return `be ${listed(test)}`;
  return [
    ...(test.not === undefined ? [] : [`not be ${listed(test.not)}`]),
    ...(test.above === undefined ? [] : [`be above ${test.above}`]),
  ].join(' and ');
}
