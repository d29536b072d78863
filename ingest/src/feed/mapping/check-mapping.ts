import { FeedError } from '../format.ts';
import { builtInTableNames, isInteger, sourcesOf } from './expression.ts';
import { fold } from './lookup.ts';
import { type Expression, type Mapping, type Source, timeFields } from './mapping.ts';
import { namedBy } from './provider-ids.ts';

/** Throws FeedError where a mapping can't give a call's times or number, or says what has no effect. */
export function checkMapping(name: string, mapping: Mapping): void {
  const [fault] = faultsOf(mapping);
  if (fault !== undefined) throw new FeedError(`${name}: ${fault}`);
}

function* faultsOf(mapping: Mapping): Iterable<string> {
  const { fields = {}, time = {}, answered } = mapping;
  yield* unknownTables(mapping);
  const isAnswerTold = answered !== undefined || fields['answer_time'] !== undefined;
  for (const key of ['talk', 'ring'] as const) {
    if (time[key] !== undefined && !isAnswerTold)
      yield `time.${key}: nothing tells which calls were answered: say 'answered', such as {"Talk": {"above": 0}}, or fields.answer_time`;
  }
  if (fields['called_number'] === undefined)
    yield 'fields.called_number is missing: say which column holds the number that was called';
  const spans = time.duration ?? time.talk;
  const [start, end] = [fields['start_time'], fields['end_time']];
  if (start === undefined && (end === undefined || spans === undefined))
    yield 'fields.start_time is missing: say which column holds the time when the call arrived';
  if (end === undefined && spans === undefined)
    yield 'nothing tells when a call ended: say fields.end_time, time.duration (from start to end) or time.talk (from answer to end)';
  yield* wordsForNumbers(mapping);
  yield* misplaced(fields, time);
  yield* trunkFaults(mapping);
  for (const [name, table] of Object.entries(mapping.tables ?? {})) yield* twins(`tables.${name}`, table);
}

function* trunkFaults({ fields = {}, trunks = {} }: Mapping): Iterable<string> {
  yield* twins('trunks', trunks);
  if (Object.keys(trunks).length === 0) return;
  if (fields['ingress_trunk'] === undefined && fields['egress_trunk'] === undefined)
    yield "'trunks' has no effect: say fields.ingress_trunk or fields.egress_trunk, the column that holds the trunk";
}

/** Keys that are the same without case and blanks must not say different things. */
function* twins(place: string, table: Readonly<Record<string, string>>): Iterable<string> {
  const before = new Map<string, string>();
  for (const [key, value] of Object.entries(table)) {
    const twin = before.get(fold(key));
    if (twin !== undefined && table[twin] !== value)
      yield `${place}: '${twin}' and '${key}' are one value, as case and blanks do not matter: say one of them`;
    before.set(fold(key), key);
  }
}

/** What a mapping itself gives for a number must be one. */
function* wordsForNumbers({ fields = {}, tables = {} }: Mapping): Iterable<string> {
  for (const field of ['sip_code', 'revision'] as const)
    for (const { id, place } of namedBy(fields[field], ['fields', field], tables))
      if (!isInteger(id))
        yield `${place.join('.')}: '${id}' is no ${field}: write a whole number of at most 9 digits`;
}

function* unknownTables({ fields = {}, time = {}, tables = {} }: Mapping): Iterable<string> {
  const { duration, ring, talk } = time;
  const known = [...Object.keys(tables), ...builtInTableNames];
  const places = { ...prefixed('fields', fields), ...prefixed('time', { duration, ring, talk }) };
  for (const [place, expression] of Object.entries(places)) {
    const unknown = sourcesOf(expression ?? []).find(
      ({ table }) => table !== undefined && !known.includes(table),
    );
    if (unknown) yield `${place}: there is no table '${unknown.table}': the tables are ${known.join(', ')}`;
  }
}

const prefixed = <T>(prefix: string, places: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(places).map(([place, value]) => [`${prefix}.${place}`, value]));

/** A key that has no effect where it stands was meant to have one. */
function* misplaced(fields: NonNullable<Mapping['fields']>, time: NonNullable<Mapping['time']>) {
  for (const [field, expression] of Object.entries(fields)) {
    if (has(expression, 'unit'))
      yield `fields.${field}: 'unit' is for durations: time.duration, ring and talk`;
    if (!timeFields.includes(field) && has(expression, 'time'))
      yield `fields.${field}: 'time' is the form of a time: ${timeFields.join(', ')}`;
  }
  for (const key of ['duration', 'ring', 'talk'] as const) {
    if (has(time[key], 'time')) yield `time.${key}: 'time' is the form of a time: use 'unit' for durations`;
  }
}

const has = (expression: Expression | undefined, key: keyof Source) =>
  expression !== undefined && sourcesOf(expression).some((source) => source[key] !== undefined);
