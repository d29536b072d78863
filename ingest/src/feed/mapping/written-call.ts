import type { WrittenTime } from '../written-time.ts';
import type { WrittenCall, WrittenDuration } from './call-times.ts';
import { compileConditions } from './condition.ts';
import { type DurationUnit, readDuration } from './duration.ts';
import { compileValueRule, nameOf, valueRules } from './expression.ts';
import { bare, type Lookup } from './lookup.ts';
import type { Expression, Mapping, ValueRule } from './mapping.ts';
import { Refusal } from './refusal.ts';
import { clashOf, formsOf, timeReaderOf } from './time-format.ts';
import { compileZone } from './zone.ts';

/**
 * Compiles the mapping to a reader of a call's times and durations, as the record writes them. Throws Refusal where
 * `lookup` does.
 */
export function compileCall<R>(mapping: Mapping, lookup: Lookup<R>): (record: R) => WrittenCall {
  const { fields = {}, time } = mapping;
  const start = compileTime(mapping, fields['start_time'], lookup);
  const answer = compileTime(mapping, fields['answer_time'], lookup);
  const end = compileTime(mapping, fields['end_time'], lookup);
  const duration = compileDuration(mapping, time?.duration, lookup);
  const ring = compileDuration(mapping, time?.ring, lookup);
  const talk = compileDuration(mapping, time?.talk, lookup);
  const isAnswered = mapping.answered && compileConditions(mapping.answered, lookup);
  const zoneColumn = typeof time?.zone === 'object' ? bare(time.zone.from) : undefined;
  const startName = namesOf(fields['start_time']);
  const endName = namesOf(fields['end_time']);
  const zone = typeof time?.zone === 'object' ? compileZone(time.zone, lookup) : () => undefined;

  return (record) => {
    const answered = isAnswered?.(record);
    return {
      start: start(record),
      // Some switches write an answer time of their own even where nobody answered.
      answer: answered === false ? undefined : answer(record),
      end: end(record),
      answered,
      duration: duration(record),
      ring: ring(record),
      talk: talk(record),
      zone: zone(record),
      zoneColumn,
      startName,
      endName,
    };
  };
}

const none: WrittenDuration = { ms: undefined };

function namesOf(expression: Expression | undefined): string | undefined {
  if (expression === undefined) return undefined;
  return [...new Set(valueRules(expression).map((rule) => nameOf(rule, 'a constant')))].join(' or ');
}

/**
 * Compiles a duration: the first value rule that gives a text counts. A text that is no duration is reported only where
 * the duration is needed.
 */
function compileDuration<R>(
  { tables = {}, time }: Mapping,
  expression: Expression | undefined,
  lookup: Lookup<R>,
): (record: R) => WrittenDuration {
  const rules = valueRules(expression ?? []);
  const readers = rules.map((rule) => {
    const value = compileValueRule(rule, lookup, tables);
    const unit = rule.unit ?? time?.unit ?? 's';
    const name = nameOf(rule, 'duration');
    return (record: R): WrittenDuration | undefined => {
      const text = value(record);
      return text === '' ? undefined : durationOf(text, unit, name);
    };
  });
  const lacks = rules.flatMap((rule) => compileLack(rule, lookup, tables) ?? []);
  const names = rules.map((rule) => nameOf(rule, 'duration'));
  const empty = names.length === 0 ? none : { ms: undefined, name: [...new Set(names)].join(' or ') };
  return (record) => {
    for (const read of readers) {
      const duration = read(record);
      if (duration !== undefined) return duration;
    }
    const lack = lacks.map((tell) => tell(record)).find((told) => told !== undefined);
    return lack === undefined ? empty : { ...empty, lack };
  };
}

/** Reports a column that has a value in which the rule's pattern finds nothing. */
function compileLack<R>(rule: ValueRule, lookup: Lookup<R>, tables: NonNullable<Mapping['tables']>) {
  const { pattern, table: _table, as: _as, ...whole } = rule;
  if (pattern === undefined) return undefined;
  const value = compileValueRule(whole, lookup, tables);
  const lack = `${nameOf(rule, 'duration')}: the pattern finds no duration`;
  return (record: R) => (value(record) === '' ? undefined : lack);
}

function durationOf(text: string, unit: DurationUnit, name: string): WrittenDuration {
  const ms = readDuration(text, unit);
  if (ms === undefined) return /^-*$/.test(text) ? { ms, name } : { ms, name, lack: lackOf(text, name) };
  if (!Number.isNaN(ms)) return { ms, name };
  return {
    ms: undefined,
    name,
    fault: `${name}: must be a duration such as 65, 00:01:05 or 1m5s`,
  };
}

/** The reason for a number that only a broken counter gives. */
const lackOf = (text: string, name: string) =>
  `${name}: ${text.startsWith('-') ? 'is negative' : 'is longer than a year'}, which no call is`;

/** Compiles a time. Empty and zero mean that there is no time. Any other text that can't be read refuses the record. */
function compileTime<R>(
  { tables = {}, time }: Mapping,
  expression: Expression | undefined,
  lookup: Lookup<R>,
): (record: R) => WrittenTime | undefined {
  const formsOfRule = (rule: ValueRule) => formsOf(rule.time ?? time?.form ?? 'iso');
  const groups = groupsOf(valueRules(expression ?? []));
  for (const group of groups) refuseClash(group.filter(isPlain).flatMap(formsOfRule));
  const readers = groups.map((group) =>
    compileForms(
      group.map((rule) => ({
        value: compileValueRule(rule, lookup, tables),
        forms: formsOfRule(rule),
        name: nameOf(rule, 'time'),
      })),
    ),
  );
  return (record) => {
    for (const read of readers) {
      const written = read(record);
      if (written !== undefined) return written;
    }
    return undefined;
  };
}

/**
 * Groups the value rules of a time. Neighboring rules of one column are several forms of one value: any of them may fit.
 * A rule of another column is used only where the first column is empty. A time that can't be read is never replaced by
 * another column's, which may mean another time.
 */
function groupsOf(rules: readonly ValueRule[]): ValueRule[][] {
  const groups: ValueRule[][] = [];
  let last: string | undefined;
  for (const rule of rules) {
    const name = nameOf(rule, '');
    if (name !== '' && name === last) groups.at(-1)?.push(rule);
    else groups.push([rule]);
    last = name;
  }
  return groups;
}

/** Whether a rule reads its column's value in every record, unchanged. */
const isPlain = ({ pattern, when }: ValueRule) => pattern === undefined && when === undefined;

function refuseClash(forms: readonly string[]): void {
  const clash = clashOf(forms);
  if (clash !== undefined) throw new Refusal(clash);
}

interface TimeRule<R> {
  readonly value: (record: R) => string;
  readonly forms: readonly string[];
  readonly name: string;
}

function compileForms<R>(rules: readonly TimeRule<R>[]): (record: R) => WrittenTime | undefined {
  const readers = rules.map(({ value, forms }) => ({ value, read: timeReaderOf(forms) }));
  const forms = [...new Set(rules.flatMap((rule) => rule.forms))];
  const [name = 'time'] = rules.map((rule) => rule.name);
  const expected = `must be a time of the form '${forms.join("' or '")}'`;
  return (record) => {
    let unread = false;
    for (const { value, read } of readers) {
      const text = value(record);
      const written = text === '' ? 'none' : read(text);
      if (typeof written === 'object') return written;
      unread ||= written === undefined;
    }
    if (unread) throw new Refusal(`${name}: ${expected} (a mapping file can name another form)`);
    return undefined;
  };
}
