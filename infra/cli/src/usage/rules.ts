import { defineGroup, defineSubcommand } from '../usage.ts';
import { acting } from './acting.ts';
import { seen } from './casework.ts';
import { json } from './json.ts';

const subcommands = {
  show: defineSubcommand({
    summary: 'the rules in force, as JSON',
    examples: [{ does: 'to a file, to change it', line: 'ringtrace rules show > rules.json' }],
    arguments: {},
    options: {},
  }),
  set: defineSubcommand({
    summary: 'put the rules of a file in force',
    examples: [
      {
        does: 'changed holidays',
        line: "ringtrace rules set rules.json --reason 'state holidays of 2027'",
      },
      {
        does: 'nothing is sent to anybody',
        line: "ringtrace rules set --report-only on --reason 'first week'",
      },
    ],
    about: `The file holds all rules, as 'ringtrace rules show' writes them. What is out with providers keeps the calendar that it was sent with.`,
    arguments: { file: { about: 'a JSON file', path: 'file', optional: true } },
    options: {
      'report-only': {
        type: 'string',
        value: 'on|off',
        about: 'change this rule alone, without a file',
        oneOf: ['on', 'off'],
      },
      ...seen,
      ...acting,
    },
  }),
  due: defineSubcommand({
    summary: 'when the answer to a request would be due',
    examples: [
      {
        does: 'asked on a Friday',
        line: 'ringtrace rules due --time 2026-03-20T15:00:00-05:00 --provider acme',
      },
    ],
    arguments: {},
    options: {
      time: {
        type: 'string',
        value: 'TIME',
        about: 'when the request comes in, with its zone; without it, now',
      },
      provider: { type: 'string', value: 'ID', about: "by this provider's zone and calendar" },
      json,
    },
  }),
  secret: defineSubcommand({
    summary: "the secret by which a provider checks the signature of its webhook's requests",
    examples: [{ does: 'to give it to the provider', line: 'ringtrace rules secret acme' }],
    about: `Each provider has a secret of its own. docs/traceback-format.md says how a provider checks signatures.`,
    arguments: { provider: { about: "the provider's id" } },
    options: {},
  }),
};

export const usage = defineGroup({
  examples: [...subcommands.show.examples, ...subcommands.set.examples, ...subcommands.due.examples],
  about: `Rules of casework: business calendars, hours to answer, reminders, and whether anything is sent at all. They are in the log of casework, so that each due time can be explained.

  calendars               business hours, by name; a provider's description chooses one, which can't be removed then
  answer_hours            hours that a provider has, by its calendar
  reminders               hours before and after the due time
  non_responsive_after_h  hours after the due time until silence counts, by the request's calendar
  search_window_s         seconds before and after the call that a provider is asked to search
  send_approved           whether an approved request goes out by itself
  send_after_s            seconds from the last approval to a provider until then: its requests make one message
  report_only             nothing is sent to anybody`,
  subcommands,
});
