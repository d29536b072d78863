import type { WrittenTime } from '../written-time.ts';
import type { WrittenCall, WrittenDuration } from './call-times.ts';
import { compileConditions } from './condition.ts';
import { type DurationUnit, readDuration } from './duration.ts';
import { compileSource, nameOf, sourcesOf } from './expression.ts';
import { bare, type Lookup } from './lookup.ts';
import type { Expression, Mapping, Source } from './mapping.ts';
import { Refusal } from './refusal.ts';
import { clashOf, formsOf, timeReaderOf } from './time-format.ts';
import { compileZone } from './zone.ts';

/** Reads a call's times as its record writes them. Throws Refusal where `lookup` does. */
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
      // Some switches leave a stamp of their own where nobody answered.
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
  return [...new Set(sourcesOf(expression).map((source) => nameOf(source, 'a constant')))].join(' or ');
}

/** The first that has a value; what is no duration is told where it is needed. */
function compileDuration<R>(
  { tables = {}, time }: Mapping,
  expression: Expression | undefined,
  lookup: Lookup<R>,
): (record: R) => WrittenDuration {
  const sources = sourcesOf(expression ?? []);
  const readers = sources.map((source) => {
    const value = compileSource(source, lookup, tables);
    const unit = source.unit ?? time?.unit ?? 's';
    const name = nameOf(source, 'duration');
    return (record: R): WrittenDuration | undefined => {
      const text = value(record);
      return text === '' ? undefined : durationOf(text, unit, name);
    };
  });
  const lacks = sources.flatMap((source) => compileLack(source, lookup, tables) ?? []);
  const names = sources.map((source) => nameOf(source, 'duration'));
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

/** Tells that a pattern finds nothing in a value that is there. */
function compileLack<R>(source: Source, lookup: Lookup<R>, tables: NonNullable<Mapping['tables']>) {
  const { pattern, table: _table, as: _as, ...whole } = source;
  if (pattern === undefined) return undefined;
  const value = compileSource(whole, lookup, tables);
  const lack = `${nameOf(source, 'duration')}: the pattern finds no duration`;
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

/** Of a number that no counter in order has. */
const lackOf = (text: string, name: string) =>
  `${name}: ${text.startsWith('-') ? 'is negative' : 'is longer than a year'}, which no call is`;

/** Empty and zero are no time; anything else that is none refuses the record. */
function compileTime<R>(
  { tables = {}, time }: Mapping,
  expression: Expression | undefined,
  lookup: Lookup<R>,
): (record: R) => WrittenTime | undefined {
  const formsOfSource = (source: Source) => formsOf(source.time ?? time?.form ?? 'iso');
  const groups = groupsOf(sourcesOf(expression ?? []));
  for (const group of groups) refuseClash(group.filter(isPlain).flatMap(formsOfSource));
  const readers = groups.map((group) =>
    compileForms(
      group.map((source) => ({
        value: compileSource(source, lookup, tables),
        forms: formsOfSource(source),
        name: nameOf(source, 'time'),
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
 * Sources of the same column one after the other are forms of one value, of which any may fit. That of another column
 * is taken only where there is no value: a time that can't be read is not replaced by what may mean another.
 */
function groupsOf(sources: readonly Source[]): Source[][] {
  const groups: Source[][] = [];
  let last: string | undefined;
  for (const source of sources) {
    const name = nameOf(source, '');
    if (name !== '' && name === last) groups.at(-1)?.push(source);
    else groups.push([source]);
    last = name;
  }
  return groups;
}

/** It reads the value whatever it is. */
const isPlain = ({ pattern, when }: Source) => pattern === undefined && when === undefined;

function refuseClash(forms: readonly string[]): void {
  const clash = clashOf(forms);
  if (clash !== undefined) throw new Refusal(clash);
}

interface FormedSource<R> {
  readonly value: (record: R) => string;
  readonly forms: readonly string[];
  readonly name: string;
}

function compileForms<R>(sources: readonly FormedSource<R>[]): (record: R) => WrittenTime | undefined {
  const readers = sources.map(({ value, forms }) => ({ value, read: timeReaderOf(forms) }));
  const forms = [...new Set(sources.flatMap((source) => source.forms))];
  const [name = 'time'] = sources.map((source) => source.name);
  const rule = `must be a time of the form '${forms.join("' or '")}'`;
  return (record) => {
    let unread = false;
    for (const { value, read } of readers) {
      const text = value(record);
      const written = text === '' ? 'none' : read(text);
      if (typeof written === 'object') return written;
      unread ||= written === undefined;
    }
    if (unread) throw new Refusal(`${name}: ${rule} (a mapping file can say another)`);
    return undefined;
  };
}
