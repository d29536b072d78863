import { didYouMean } from '@ringtrace/platform/did-you-mean';
import { visible } from '@ringtrace/platform/visible';
import { answerKinds } from '@ringtrace/schemas/casework/words';
import type { z } from 'zod';

/** A file of answers can't be taken. Nothing of it is. The message names each place and the way out. */
export class AnswerFileError extends Error {
  override name = 'AnswerFileError';
}

/** More are counted, and not told: the first ones show what is wrong with the file. */
const mostTold = 20;

/** Throws AnswerFileError where there are problems. @param file its name in the message */
export function throwProblems(file: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const more = problems.length - mostTold;
  const told = problems.slice(0, mostTold);
  throw new AnswerFileError(
    `${visible(file)}: nothing was taken; ${[...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')}`,
  );
}

/** How a form of the file names its fields. */
export interface FieldNames {
  /** The field at a path within an answer, such as 'customer.name'. */
  of(path: readonly PropertyKey[]): string;
  /** What fields of this name there are in the answer that may not be there. */
  unknown(path: readonly PropertyKey[], key: string): string[];
  /** Every field that there is. */
  readonly all: readonly string[];
}

const text = 'write a text of 1 to 2000 characters';
const time = "write a time with its offset from UTC, such as '2026-03-20T15:00:00-04:00'";
const ways: Readonly<Record<string, string>> = {
  request: "write the id of the request, such as 'req-7k3f9q2m4d'",
  kind: `write one of ${answerKinds.join(', ')}`,
  country: "write two letters of ISO 3166, such as 'GB'",
  upstream: 'write the name or id of the provider that sent you the call',
  name: "write the customer's name",
  customer: "write the customer's name",
  searched: `write the window that you searched, two times such as '2026-03-20T15:00:00-04:00'`,
  from: time,
  to: time,
  claimed: 'write true or false',
  kept_days: 'write a whole number of days, up to 36500',
  reason: 'write the reason',
  by: 'write a name of up to 200 characters',
};

const whole = 'write an object such as {"request": "req-7k3f9q2m4d", "kind": "wrong_provider"}';

function wayOut(path: readonly PropertyKey[]): string {
  const field = path.at(-1);
  return field === undefined ? whole : (ways[String(field)] ?? text);
}

/** One sentence for each thing that zod found wrong in an answer. */
export function problemsOf(error: z.ZodError, given: unknown, place: string, names: FieldNames): string[] {
  return error.issues.flatMap(({ path, ...issue }) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.flatMap((key) =>
        names.unknown(path, key).map((field) => `${place}: ${notExpected(field, given, names)}`),
      );
    if (issue.code === 'custom') return `${place}: ${names.of(path)} ${issue.message}`;
    const value = valueAt(given, path);
    const field = names.of(path);
    if (value === undefined) return `${place}: ${field} is missing: ${wayOut(path)}`;
    return `${place}: ${field} can't be ${shown(value)}: ${wayOut(path)}${near(path, value)}`;
  });
}

/** A field may be misspelt, or belong to another kind of answer. */
function notExpected(field: string, given: unknown, names: FieldNames): string {
  const kind = valueAt(given, ['kind']);
  if (names.all.includes(field) && typeof kind === 'string')
    return `${visible(field)} has no place in an answer '${visible(kind)}': leave it out`;
  return `there is no field '${visible(field)}'${didYouMean(field, names.all) || ': leave it out'}`;
}

const near = (path: readonly PropertyKey[], value: unknown) =>
  path.at(-1) === 'kind' && typeof value === 'string' ? didYouMean(value, answerKinds) : '';

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined,
    given,
  );
}

const longest = 60;

function shown(value: unknown): string {
  if (typeof value === 'object')
    return Array.isArray(value) ? 'a list' : value === null ? 'null' : 'an object';
  const whole = String(value);
  const cut = whole.length > longest ? `${whole.slice(0, longest)}…` : whole;
  return typeof value === 'string' ? `'${visible(cut)}'` : cut;
}
