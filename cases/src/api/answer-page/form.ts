import { answer, type WrittenAnswer } from '@ringtrace/schemas/casework/answer';
import { Temporal } from 'temporal-polyfill';
import { allNames, everyAnswer, type Field, kindField, kindsOfAnswer } from './fields.ts';

/** What was typed into each field; a field that is not there is empty. */
export type Typed = ReadonlyMap<string, string>;

/** What is wrong, by the name of the field. */
export type Wrong = ReadonlyMap<string, string>;

export type Checked =
  | { readonly answer: WrittenAnswer; readonly wrong?: undefined }
  | { readonly answer?: undefined; readonly wrong: Wrong };

/** The fields of a form that was sent. Of a field that is there twice, the first counts; unknown ones are left out. */
export function typedIn(form: URLSearchParams): Typed {
  return new Map(allNames.map((name) => [name, form.get(name)?.replaceAll('\r\n', '\n') ?? '']));
}

/** The answer that the form spells, or what is wrong with it. @param zone of times in the form */
export function answerIn(typed: Typed, request_id: string, zone: string): Checked {
  const chosen = kindsOfAnswer.find(({ kind }) => kind === typed.get(kindField));
  if (chosen === undefined) return { wrong: new Map([[kindField, 'Choose the answer that fits.']]) };
  const fields = [...chosen.fields, ...everyAnswer];
  const written: Record<string, unknown> = { request: request_id, kind: chosen.kind };
  for (const { required, path } of fields) if (required && path.length > 1) written[path[0] ?? ''] = {};
  const wrong = new Map<string, string>();
  for (const field of fields) {
    const value = (typed.get(field.name) ?? '').trim();
    if (value === '') continue;
    const meant = meaningOf(field, value, zone);
    if (meant === undefined) wrong.set(field.name, wayOut(field, false));
    else put(written, field.path, meant);
  }
  const result = answer.safeParse(written);
  if (result.success && wrong.size === 0) return { answer: result.data };
  for (const { path } of result.error?.issues ?? []) {
    const field = fieldAt(fields, path);
    const isEmpty = (typed.get(field.name) ?? '').trim() === '';
    if (!wrong.has(field.name)) wrong.set(field.name, wayOut(field, isEmpty));
  }
  return { wrong };
}

/** undefined where the text can't be meant. */
function meaningOf({ type }: Field, value: string, zone: string): unknown {
  switch (type) {
    case 'country':
      return value.toUpperCase();
    case 'days':
      return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
    case 'claimed':
      return value === 'yes' ? true : value === 'no' ? false : undefined;
    case 'time':
      return timeIn(value, zone);
    default:
      return value;
  }
}

/** '2026-03-20T15:00' in the zone becomes '2026-03-20T19:00:00Z'. */
function timeIn(local: string, zone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(local)) return undefined;
  try {
    const instant = Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
    return instant.toString({ smallestUnit: 'millisecond' });
  } catch {
    return undefined;
  }
}

function put(
  written: Record<string, unknown>,
  [first = '', second]: readonly string[],
  value: unknown,
): void {
  if (second === undefined) {
    written[first] = value;
    return;
  }
  const inner = written[first];
  written[first] = { ...(typeof inner === 'object' ? inner : {}), [second]: value };
}

/** The field that an error is about: its own, or the first one of the part that is wrong. */
function fieldAt(fields: readonly Field[], path: readonly PropertyKey[]): Field {
  const at = (field: Field) => path.every((part, i) => field.path[i] === part);
  const found = fields.find((field) => field.path.length === path.length && at(field)) ?? fields.find(at);
  const first = found ?? fields[0];
  if (first === undefined) throw new Error('a kind of answer without any field');
  return first;
}

function wayOut({ type, label, path }: Field, isEmpty: boolean): string {
  switch (type) {
    case 'country':
      return 'Write two letters of ISO 3166, such as GB.';
    case 'days':
      return 'Write a whole number of days, up to 36500.';
    case 'claimed':
      return 'Say yes or no, because you supplied evidence.';
    case 'time':
      if (isEmpty) return 'Write a date and a time.';
      return path.at(-1) === 'to'
        ? 'Write a date and a time that is not before the beginning.'
        : 'Write a date and a time.';
    default:
      return isEmpty
        ? `Write this: ${label.toLowerCase()}.`
        : `Write a shorter text (${type === 'line' ? 'a name or one line' : 'up to 2000 characters'}).`;
  }
}
