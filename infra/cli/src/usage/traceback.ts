import { outcomes, tracebackStatuses } from '@ringtrace/schemas/casework/words';
import { defineGroup, defineSubcommand } from '../usage.ts';
import { acting } from './acting.ts';
import { listing, numbers, seen } from './casework.ts';
import { json } from './json.ts';

const id = { about: "the traceback's id" } as const;

const subcommands = {
  list: defineSubcommand({
    summary: 'tracebacks, newest first',
    examples: [
      { does: 'what is open', line: 'ringtrace traceback list --status open' },
      { does: 'as of a day', line: 'ringtrace traceback list --as-of 2026-04-01' },
    ],
    arguments: {},
    options: {
      status: { type: 'string', value: 'STATUS', about: 'only these', oneOf: tracebackStatuses },
      outcome: { type: 'string', value: 'OUTCOME', about: 'only those that ended so', oneOf: outcomes },
      case: { type: 'string', value: 'CASE', about: 'only those of this case' },
      provider: { type: 'string', value: 'ID', about: 'only those with this provider in the path' },
      ...listing,
      json,
    },
  }),
  show: defineSubcommand({
    summary: 'a traceback: its path, how each hop is known, and whom to ask',
    examples: [{ does: 'one traceback', line: 'ringtrace traceback show tb-7k3f9q2m4d' }],
    about: `Hops are numbered from the terminating provider on. How a hop is known:

  record         members' records prove it; nobody is asked for it
  answer         the provider answered
  both           record and answer agree
  contradicted   a record says otherwise
  named          the provider below names it, and nobody has said more yet`,
    arguments: { id },
    options: { ...numbers, ...acting, json },
  }),
  open: defineSubcommand({
    summary: "trace a call of a case: the candidate's example, or a call that you name",
    examples: [
      { does: 'the example of the candidate', line: 'ringtrace traceback open case-7k3f9q2m4d' },
      { does: 'five calls of the campaign', line: 'ringtrace traceback open case-7k3f9q2m4d --examples 5' },
      {
        does: 'a call that somebody complained of',
        line: 'ringtrace traceback open case-7k3f9q2m4d --calling 17037392075 --called +12025550123 --time 2026-03-03T18:20:01Z',
      },
    ],
    about: `Every hop that records prove is in the path at once. The first provider that they do not prove gets a request as a draft, which 'ringtrace request approve' approves.`,
    arguments: { case: { about: "the case's id" } },
    options: {
      examples: {
        type: 'string',
        value: 'N',
        whole: true,
        about: 'that many calls of the candidate, a traceback each',
        default: '1',
      },
      calling: {
        type: 'string',
        value: 'NUMBER',
        about: "calling number as a switch signals it; 'anonymous' for a withheld one",
      },
      called: { type: 'string', value: 'NUMBER', about: 'called number' },
      time: { type: 'string', value: 'TIME', about: 'start of the call with its zone' },
      window: {
        type: 'string',
        value: 'SECONDS',
        whole: true,
        about: 'the call began this much before or after the time; at most 3600',
        default: '30',
      },
      provider: {
        type: 'string',
        value: 'ID',
        about: 'the provider that terminated the call, where no member reported it',
      },
      ...acting,
      json,
    },
  }),
  reread: defineSubcommand({
    summary: "read members' records again: those that came later prove more hops",
    examples: [
      { does: 'all open ones', line: 'ringtrace traceback reread' },
      { does: 'one', line: 'ringtrace traceback reread tb-7k3f9q2m4d' },
    ],
    about: `Without an id: all open tracebacks, and those that ended in the last 30 days. A request for a hop that records prove now is not needed any more. A traceback that had ended opens again where records lead on.`,
    arguments: { id: { ...id, optional: true } },
    options: { ...acting, json },
  }),
  ask: defineSubcommand({
    summary: 'draft the request to the next provider again, such as after it was withdrawn',
    examples: [{ does: 'one traceback', line: 'ringtrace traceback ask tb-7k3f9q2m4d' }],
    arguments: { id },
    options: { ...acting, json },
  }),
  close: defineSubcommand({
    summary: 'withdraw a traceback, and its open requests with it',
    examples: [
      { does: 'it was a test call', line: "ringtrace traceback close tb-7k3f9q2m4d --reason 'a test call'" },
    ],
    about: `Every other outcome says something of a provider, so nobody sets it by hand. It follows from records, from an answer ('ringtrace answer'), or from silence to a delivered request and its reminders, which the worker marks.`,
    arguments: { id },
    options: {
      ...seen,
      ...acting,
      json,
    },
  }),
};

export const usage = defineGroup({
  examples: [...subcommands.open.examples, ...subcommands.show.examples, ...subcommands.list.examples],
  about: `A traceback traces one call from its end to its origin, over records where these prove the way and over answers where they do not.`,
  subcommands,
});
