import { z } from 'zod';
import { CalendarError } from '../calendar/calendar-error.ts';
import { ConflictError } from '../log/conflict.ts';
import { RefusedError } from '../model/refused.ts';
import { AnswerFileError } from '../requests/answers/problems.ts';
import { NoSuchError } from '../work/find.ts';
import { SettingsError } from '../work/settings.ts';
import { InputError } from './input.ts';
import { jsonResponse } from './response.ts';
import { StoreAwayError } from './store-office.ts';

/** An error as RFC 9457 writes it. */
export const problemShape = z.object({
  type: z.string().describe('Kind of problem, for programs'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('What is wrong, and the way out'),
  fields: z
    .array(
      z.object({ in: z.enum(['path', 'query', 'header', 'body']), field: z.string(), message: z.string() }),
    )
    .optional()
    .describe('Of a 400: what is wrong with each field'),
  changes: z
    .array(z.object({ type: z.string(), actor: z.string(), at: z.iso.datetime() }))
    .optional()
    .describe('Of a 409: what others did to the thing since the version that you saw'),
});
export type Problem = z.infer<typeof problemShape>;

const problem = (status: number, type: string, title: string, detail: string): Problem => ({
  type: `urn:ringtrace:problem:${type}`,
  title,
  status,
  detail,
});

export const noToken = problem(
  401,
  'no-token',
  'No valid token',
  "send 'Authorization: Bearer TOKEN'; 'ringtrace token add NAME' makes a token",
);
/** @param signedIn the caller is a person who signed in, and no program with a token */
export const mayNot = (right: string, signedIn: boolean) =>
  problem(
    403,
    'no-right',
    'You may not do this',
    signedIn
      ? `it needs the right '${right}', which your role does not have: a lead can give you another role`
      : `it needs the right '${right}'; a token that may act has all rights: 'ringtrace token add NAME' makes one`,
  );
export const noRoute = problem(
  404,
  'no-route',
  'There is nothing here',
  'GET /openapi.json names every route',
);
export const wrongMethod = (allowed: readonly string[]) =>
  problem(405, 'wrong-method', 'The method is not known here', `this path takes ${allowed.join(' and ')}`);
export const tooLarge = (most: number) =>
  problem(413, 'too-large', 'The body is too large', `this route takes up to ${most} bytes`);
export const wrongType = (taken: readonly string[]) =>
  problem(415, 'wrong-type', 'The body has another type', `send it with Content-Type ${taken.join(' or ')}`);
export const noJson = problem(400, 'no-json', 'The body is no JSON', 'send one JSON object in UTF-8');

/** What a client is told of an error; undefined where the error is a fault of Ringtrace itself. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof InputError) {
    const fields = error.fields.map((one) => ({ in: error.part, ...one }));
    return { ...problem(400, 'invalid', "This can't be done as it was asked", error.message), fields };
  }
  if (error instanceof AnswerFileError)
    return problem(400, 'invalid-file', 'The file can not be taken', error.message);
  if (error instanceof SettingsError || error instanceof CalendarError)
    return problem(400, 'invalid-rules', 'The rules can not be used', error.message);
  if (error instanceof NoSuchError) return problem(404, 'not-found', 'There is no such thing', error.message);
  if (error instanceof ConflictError) {
    const changes = error.since.map(({ type, actor, at }) => ({
      type,
      actor,
      at: new Date(at).toISOString(),
    }));
    return { ...problem(409, 'conflict', 'Somebody changed it meanwhile', error.message), changes };
  }
  if (error instanceof RefusedError)
    return problem(422, 'refused', 'Its state does not allow this', error.message);
  if (error instanceof StoreAwayError)
    return problem(503, 'store-away', 'The store does not answer', error.message);
  return undefined;
}

export const fault = problem(500, 'fault', 'Ringtrace failed', "the log of the worker 'cases' says why");

export const problemResponse = (told: Problem, headers: Readonly<Record<string, string>> = {}): Response =>
  jsonResponse(told, told.status, { 'content-type': 'application/problem+json', ...headers });
