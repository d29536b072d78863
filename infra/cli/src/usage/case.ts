import { caseSources, caseStatuses } from '@ringtrace/schemas/casework/words';
import { defineGroup, defineSubcommand } from '../usage.ts';
import { acting } from './acting.ts';
import { listing, numbers, seen } from './casework.ts';
import { json } from './json.ts';

const id = { about: "the case's id" } as const;
const changing = { ...seen, ...acting, json } as const;

const subcommands = {
  list: defineSubcommand({
    summary: 'cases, newest first, with their tracebacks',
    examples: [{ does: 'open cases of a person', line: 'ringtrace case list --status open --assignee anna' }],
    arguments: {},
    options: {
      status: { type: 'string', value: 'STATUS', about: 'only these', oneOf: caseStatuses },
      assignee: { type: 'string', value: 'NAME', about: 'only those that this person works on' },
      ...listing,
      json,
    },
  }),
  show: defineSubcommand({
    summary: 'a case with its tracebacks, its requests and its history',
    examples: [{ does: 'one case', line: 'ringtrace case show case-7k3f9q2m4d' }],
    arguments: { id },
    options: { ...numbers, ...acting, json },
  }),
  open: defineSubcommand({
    summary: "open a case, for a candidate's campaign or by hand",
    examples: [
      { does: 'for a campaign', line: 'ringtrace case open --candidate t-7a59135b5cf8b71d' },
      {
        does: 'by hand',
        line: "ringtrace case open --source complaint --title 'calls that claim to be a bank' --category 'bank imposter'",
      },
    ],
    about: `With a candidate, the case belongs to its campaign and takes its title from it. A campaign has one open case.`,
    arguments: {},
    options: {
      candidate: { type: 'string', value: 'ID', about: 'of a candidate or of its campaign' },
      source: {
        type: 'string',
        value: 'SOURCE',
        about: 'where a case comes from that is opened by hand',
        oneOf: caseSources.filter((source) => source !== 'campaign'),
      },
      title: { type: 'string', value: 'TEXT', about: 'what happens, in a line' },
      category: { type: 'string', value: 'TEXT', about: "kind of scam, such as 'bank imposter'" },
      live: { type: 'boolean', about: 'a single live scam call: one traceback, counted apart in reports' },
      ...acting,
      json,
    },
  }),
  assign: defineSubcommand({
    summary: 'say who works on a case',
    examples: [{ does: 'ben takes over', line: 'ringtrace case assign case-7k3f9q2m4d ben' }],
    arguments: { id, name: { about: 'who works on it from now on' } },
    options: changing,
  }),
  note: defineSubcommand({
    summary: 'write a note into the history of a case',
    examples: [
      { does: 'a telephone call', line: "ringtrace case note case-7k3f9q2m4d 'the bank called back'" },
    ],
    arguments: { id, text: { about: 'the note' } },
    options: changing,
  }),
  close: defineSubcommand({
    summary: 'close a case whose tracebacks have ended',
    examples: [
      {
        does: 'it is done',
        line: "ringtrace case close case-7k3f9q2m4d --outcome 'the caller was terminated'",
      },
    ],
    arguments: { id },
    options: {
      outcome: { type: 'string', value: 'TEXT', about: 'how it came out, in your words', required: true },
      ...changing,
    },
  }),
  reopen: defineSubcommand({
    summary: 'open a closed case again',
    examples: [{ does: 'the calls are back', line: 'ringtrace case reopen case-7k3f9q2m4d' }],
    arguments: { id },
    options: changing,
  }),
  hold: defineSubcommand({
    summary: 'put a case under legal hold, or release it',
    examples: [
      {
        does: 'counsel says that what the case reaches must stay',
        line: "ringtrace case hold case-7k3f9q2m4d --reason 'letter of counsel of 3 March'",
      },
      {
        does: 'until a day',
        line: "ringtrace case hold case-7k3f9q2m4d --until 2027-01-01 --reason 'order of the court'",
      },
      {
        does: 'the hold is over',
        line: "ringtrace case hold case-7k3f9q2m4d --off --reason 'the court has ruled'",
      },
    ],
    about:
      "While a hold is in force, retention drops none of these: the member legs of the case's campaign, everything that tracing reads for its calls, its segments, and dead letters of carriers that saw the campaign. 'ringtrace retention' shows which hold keeps what. A hold brings nothing back that went before, and Kafka removes messages by its own retention, whatever is held. The log has who set the hold, and why.",
    arguments: { id },
    options: {
      off: { type: 'boolean', about: 'release the case' },
      until: {
        type: 'string',
        value: 'TIME',
        about: 'the hold ends then by itself: a day (its start in UTC), or a time with its zone',
      },
      ...changing,
    },
  }),
};

export const usage = defineGroup({
  examples: [...subcommands.open.examples, ...subcommands.list.examples, ...subcommands.show.examples],
  about: `A case holds the tracebacks of one campaign or complaint. 'ringtrace traceback' traces its calls.`,
  subcommands,
});
