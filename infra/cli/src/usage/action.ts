import { actionTypes } from '@ringtrace/schemas/casework/words';
import { defineGroup, defineSubcommand } from '../usage.ts';
import { acting } from './acting.ts';
import { listing, seen } from './casework.ts';
import { json } from './json.ts';

const id = { about: "the action's id" } as const;

const subcommands = {
  list: defineSubcommand({
    summary: 'actions, newest first; withdrawn ones are left out',
    examples: [{ does: 'of one provider', line: 'ringtrace action list --provider acme' }],
    arguments: {},
    options: {
      provider: { type: 'string', value: 'ID', about: 'only those of this provider' },
      case: { type: 'string', value: 'CASE', about: 'only those of this case' },
      ...listing,
      json,
    },
  }),
  record: defineSubcommand({
    summary: 'write down what a provider did about a caller',
    examples: [
      {
        does: 'a warning',
        line: "ringtrace action record tb-7k3f9q2m4d acme warned --caller 'Quick Loans LLC' --taken-at 2026-03-05",
      },
    ],
    arguments: {
      traceback: { about: "the traceback's id" },
      provider: { about: 'a provider in its path' },
      action: { about: 'what the provider did', oneOf: actionTypes },
    },
    options: {
      caller: {
        type: 'string',
        value: 'TEXT',
        about: 'the name as answered, or the customer id in the records',
        required: true,
      },
      'taken-at': {
        type: 'string',
        value: 'TIME',
        about: 'when the provider did it: a day, or a time with its zone',
        required: true,
      },
      detail: { type: 'string', value: 'TEXT', about: 'in words' },
      ...acting,
      json,
    },
  }),
  after: defineSubcommand({
    summary: 'whether the campaign went on after an action, measured from its calls',
    examples: [{ does: 'one action', line: 'ringtrace action after act-7k3f9q2m4d' }],
    about: `A call after the action says that the campaign went on. That it did not is said only once a whole week after the action is judged, with records of every member that saw the campaign.`,
    arguments: { id },
    options: { json },
  }),
  withdraw: defineSubcommand({
    summary: 'take back an action that was recorded by mistake',
    examples: [{ does: 'one action', line: 'ringtrace action withdraw act-7k3f9q2m4d' }],
    arguments: { id },
    options: { ...seen, ...acting, json },
  }),
};

export const usage = defineGroup({
  examples: [...subcommands.record.examples, ...subcommands.after.examples, ...subcommands.list.examples],
  about: 'What providers did about callers: warned, suspended, terminated or blocked them.',
  subcommands,
});
