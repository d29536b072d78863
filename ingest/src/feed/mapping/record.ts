import { damagedNumber, isDamaged } from '@ringtrace/enrich/signalled';
import { rowCallId } from '@ringtrace/schemas/call-id';
import { type Cdr, cdrFields, emptyCdr } from '@ringtrace/schemas/cdr';
import type { CallTimes, WrittenCall } from './call-times.ts';
import { compileConditions, inWords } from './condition.ts';
import { compileExpression, isInteger, nameOf, sourcesOf } from './expression.ts';
import { fold, type Lookup, type Value } from './lookup.ts';
import type { Expression, MappedField, Mapping } from './mapping.ts';
import { Refusal } from './refusal.ts';
import { compileCall } from './written-call.ts';

/** What a record is: a call, with what had to be assumed of its times; or known to be none. */
type Reading = { readonly cdr: Cdr; readonly note?: string } | { readonly skipped: true };

/** Reads a record; `all` gives what its hash is of. Throws Refusal. */
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

/** Turns a mapping into a reader of records whose columns or paths `lookup` knows. Throws Refusal where it can't. */
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
    // Whatever ended the call later: an answered call's final response was 200.
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
 * Longer than any value that the worker accepts, so that what is too long is a dead letter still; and so short that a
 * record always fits into a message, whatever its columns hold.
 */
const longestText = 1_000;
const longestIdentity = 20_000;

const within = (text: string, length: number) =>
  text.length > length ? text.slice(0, length).toWellFormed() : text;

/** Different parts never give the same text. */
const joined = (parts: readonly string[]) =>
  parts.length === 1
    ? (parts[0] ?? '')
    : parts.map((part) => part.replace(/[%/]/g, encodeURIComponent)).join('/');

const providerOf = (trunks: ReadonlyMap<string, string>, trunk: string | null) =>
  trunk === null ? null : (trunks.get(fold(trunk)) ?? null);

/** Gives '' for a value that means none. */
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
  const names = new Set(sourcesOf(fields[field] ?? field).map((source) => nameOf(source, field)));
  return `${[...names].join(' or ')}: must be a whole number of at most 9 digits, as ${field}`;
}

function integer(rule: string, text: string, none: number): number {
  if (text === '') return none;
  if (!isInteger(text)) throw new Refusal(rule);
  return Number(text);
}

/** Whether a record is known to be no call; throws Refusal where it is neither that nor one. */
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
