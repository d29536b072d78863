import { answerKinds } from '@ringtrace/schemas/casework/words';
import { defineUsage } from '../usage.ts';
import { acting } from './acting.ts';
import { seen } from './casework.ts';
import { json } from './json.ts';

export const usage = defineUsage({
  examples: [
    {
      does: 'what an answer would do; nothing is saved',
      line: 'ringtrace answer req-7k3f9q2m4d upstream --upstream northstar --country US',
    },
    {
      does: 'save it',
      line: "ringtrace answer req-7k3f9q2m4d own_customer --name 'Quick Loans LLC' --know-your-customer 'approved 2026-01-12' --yes",
    },
    {
      does: 'nothing was found',
      line: 'ringtrace answer req-7k3f9q2m4d no_record --searched-from 2026-03-03T17:00:00Z --searched-to 2026-03-03T19:00:00Z --yes',
    },
    {
      does: 'it came by mail yesterday',
      line: "ringtrace answer req-7k3f9q2m4d refused --why 'no contract' --received-at 2026-03-04T16:20:00-05:00 --yes",
    },
    { does: 'many answers of a file', line: 'ringtrace answer --file answers.csv --yes' },
  ],
  about: `Shows whether an answer agrees with members' records and what it does to the path. With --yes it is saved after that: the path is extended, the next provider gets a draft, or the traceback ends. A saved answer is never overwritten: --amend adds a new content, and the earlier one stays in the log.

A file holds answers as JSON (ringtrace.answer/1) or CSV, as docs/traceback-format.md says. Each one is checked and saved by itself. Where one can't be taken, the others are, and the exit code is 1.`,
  arguments: {
    request: { about: "the request's id", optional: true },
    kind: { about: 'what the provider answered', oneOf: answerKinds, optional: true },
  },
  options: {
    file: {
      type: 'string',
      value: 'FILE',
      about: 'answers to many requests; - is standard input',
      path: 'file',
    },
    yes: { type: 'boolean', about: 'save it; without this, it is only shown what it does' },
    amend: { type: 'boolean', about: 'the request is answered already: change its answer' },
    upstream: {
      type: 'string',
      value: 'PROVIDER',
      about: 'name or id of the provider that handed the call in',
    },
    country: {
      type: 'string',
      value: 'CC',
      about: 'of the upstream or the customer, two letters of ISO 3166',
    },
    name: { type: 'string', value: 'TEXT', about: 'of the own customer' },
    address: { type: 'string', value: 'TEXT', about: 'of the own customer' },
    email: { type: 'string', value: 'TEXT', about: 'of the own customer' },
    telephone: { type: 'string', value: 'TEXT', about: 'of the own customer' },
    'know-your-customer': {
      type: 'string',
      value: 'TEXT',
      about: "the provider's own decision on the customer",
    },
    'consent-claimed': { type: 'boolean', about: 'the provider says that the called parties agreed' },
    'consent-evidence': { type: 'string', value: 'TEXT', about: 'what was supplied as evidence of consent' },
    'searched-from': { type: 'string', value: 'TIME', about: 'start of the window that was searched' },
    'searched-to': { type: 'string', value: 'TIME', about: 'its end' },
    'kept-days': { type: 'string', value: 'N', whole: true, about: 'days for which records are kept' },
    why: { type: 'string', value: 'TEXT', about: 'the reason of a refusal, or of asking for legal process' },
    note: { type: 'string', value: 'TEXT', about: 'anything else that was said' },
    by: { type: 'string', value: 'NAME', about: 'who answered for the provider' },
    'received-at': {
      type: 'string',
      value: 'TIME',
      about: 'when the answer reached the group; whether it is late goes by this (now unless given)',
    },
    ...seen,
    ...acting,
    json,
  },
});
