import { damagedNumber, isDamaged } from '@ringtrace/enrich/signalled';
import { rowCallId } from '@ringtrace/schemas/call-id';
import { type Cdr, cdrFields, emptyCdr } from '@ringtrace/schemas/cdr';
import type { CallTimes, WrittenCall } from './call-times.ts';
import { compileConditions, inWords } from './condition.ts';
import { compileExpression, isInteger, nameOf, valueRules } from './expression.ts';
import { fold, type Lookup, type Value } from './lookup.ts';
import type { Expression, MappedField, Mapping } from './mapping.ts';
import { Refusal } from './refusal.ts';
import { compileCall } from './written-call.ts';

/**
 * What was read from a record: a call (with a note where one of its times was assumed), or `skipped` where the record
 * is known not to be a call.
 */
type Reading = { readonly cdr: Cdr; readonly note?: string } | { readonly skipped: true };

/** Reads one record. Throws Refusal. `all` gives the texts that the record's hash covers. */
export type RecordReader<R> = (
  record: R,
  all: () => readonly string[],
  times: (call: WrittenCall) => CallTimes,
) => Reading;

type TextField = Exclude<
  MappedField,
  'start_time' | 'answer_time' | 'end_time' | 'revision' | 'withdrawn' | 'sip_code'
>;

const handled: readonly string[] = [
  'start_time',
  'answer_time',
  'end_time',
  'revision',
  'withdrawn',
  'sip_code',
  'call_id',
];
const isTextField = (field: string): field is TextField => field in cdrFields && !handled.includes(field);

/**
 * Compiles a mapping to a reader of records. `lookup` gives the reader of each column or path. Throws Refusal where the
 * mapping names a column that `lookup` does not know.
 */
export function compileRecord<R>(mapping: Mapping, rawLookup: Lookup<R>): RecordReader<R> {
  const lookup = withoutNone(mapping.none, rawLookup);
  const { fields = {}, tables = {}, trunks = {}, hash = false } = mapping;
  const value = (expression: Expression) => compileExpression(expression, lookup, tables);
  const optionally = (expression: Expression | undefined) =>
    expression === undefined ? undefined : value(expression);
  const isSkipped = compileSkip(mapping, lookup);
  const identity = (mapping.identity ?? []).map((name) => lookup(name));
  const call = compileCall(mapping, lookup);
  const setters = compileTexts(fields, value);
  const sipCode = optionally(fields['sip_code']);
  const revision = optionally(fields['revision']);
  const codeRule = `${integerRule('sip_code', fields)}: a 'table' in the mapping turns words into codes`;
  const revisionRule = integerRule('revision', fields);
  const withdrawn = optionally(fields['withdrawn']);
  const providers = new Map(Object.entries(trunks).map(([trunk, provider]) => [fold(trunk), provider]));
  const hasTrunks = providers.size > 0;

  function callId(record: R, all: () => readonly string[]): string {
    const parts = identity.map((part) => part(record).trim());
    const id = parts.every((part) => part === '') ? '' : within(joined(parts), longestText);
    return hash || id === '' ? rowCallId(id, all()) : id;
  }

  return (record, all, times) => {
    if (isSkipped(record)) return { skipped: true };
    const { start, answer, end, note } = times(call(record));
    const cdr: Cdr = {
      ...emptyCdr,
      call_id: callId(record, all),
      start_time: start,
      answer_time: answer,
      end_time: end,
    };
    for (const set of setters) set(cdr, record);
    const code = sipCode?.(record) ?? '';
    // An answered call's final response was 200, whatever cause ended the call later.
    cdr.sip_code = answer === null ? integer(codeRule, code, 0) : 200;
    if (revision !== undefined) cdr.revision = integer(revisionRule, revision(record), 0);
    if (withdrawn !== undefined) cdr.withdrawn = /^(?:true|1|yes)$/i.test(withdrawn(record).trim());
    if (hasTrunks) {
      cdr.upstream ??= providerOf(providers, cdr.ingress_trunk);
      cdr.downstream ??= providerOf(providers, cdr.egress_trunk);
    }
    return note === undefined ? { cdr } : { cdr, note };
  };
}

/**
 * Longest text that is sent on, in UTF-16 units. It is longer than any value that the worker accepts, so the worker
 * still sees that the value is too long and makes the record a dead letter. And a record always fits into a message.
 */
const longestText = 1_000;
const longestIdentity = 20_000;

const within = (text: string, length: number) =>
  text.length > length ? text.slice(0, length).toWellFormed() : text;

/** Joins the parts of an identity so that different parts never give the same text. */
const joined = (parts: readonly string[]) =>
  parts.length === 1
    ? (parts[0] ?? '')
    : parts.map((part) => part.replace(/[%/]/g, encodeURIComponent)).join('/');

const providerOf = (trunks: ReadonlyMap<string, string>, trunk: string | null) =>
  trunk === null ? null : (trunks.get(fold(trunk)) ?? null);

/** Wraps a lookup: values that mean "no value" become ''. */
function withoutNone<R>(none: readonly string[] | undefined, lookup: Lookup<R>): Lookup<R> {
  if (none === undefined) return lookup;
  const isNone = compileConditions<string>({ value: [...none] }, () => (text) => text);
  return (name) => {
    const value = lookup(name);
    return (record) => {
      const text = value(record);
      return isNone(text) ? '' : text;
    };
  };
}

function integerRule(field: 'sip_code' | 'revision', fields: NonNullable<Mapping['fields']>): string {
  const names = new Set(valueRules(fields[field] ?? field).map((rule) => nameOf(rule, field)));
  return `${[...names].join(' or ')}: must be a whole number of at most 9 digits, as ${field}`;
}

function integer(rule: string, text: string, none: number): number {
  if (text === '') return none;
  if (!isInteger(text)) throw new Refusal(rule);
  return Number(text);
}

/** A test whether a record is known not to be a call. It throws Refusal where the record is neither that nor a call. */
function compileSkip<R>({ calls, skip }: Mapping, lookup: Lookup<R>): (record: R) => boolean {
  const isKnown = skip === undefined ? () => false : compileConditions(skip, lookup);
  const isCall = calls === undefined ? () => true : compileConditions(calls, lookup);
  const reason = inWords(calls ?? {});
  return (record) => {
    if (isKnown(record)) return true;
    if (isCall(record)) return false;
    throw new Refusal(reason);
  };
}

type Setter<R> = (cdr: Cdr, record: R) => void;

function compileTexts<R>(
  fields: NonNullable<Mapping['fields']>,
  value: (expression: Expression) => Value<R>,
): Setter<R>[] {
  return Object.entries(fields).flatMap(([field, expression]) => {
    if (!isTextField(field)) return [];
    const whole = value(expression);
    const longest = field === 'identity' ? longestIdentity : longestText;
    const read = (record: R) => within(whole(record), longest);
    if (field === 'calling_number' || field === 'called_number' || field === 'verstat') {
      const none = emptyCdr[field];
      return (cdr: Cdr, record: R) => {
        const text = read(record);
        if (field !== 'verstat' && isDamaged(text)) throw new Refusal(`${field}: ${damagedNumber}`);
        cdr[field] = text || none;
      };
    }
    return (cdr: Cdr, record: R) => {
      cdr[field] = read(record) || null;
    };
  });
}
