import { candidateStatuses } from '@ringtrace/schemas/tables/campaigns';
import { defineGroup, defineSubcommand, defineUsage } from '../usage.ts';
import { acting } from './acting.ts';
import { seen } from './casework.ts';
import { json } from './json.ts';

const alone = defineUsage({
  examples: [
    { does: 'open ones since a day', line: 'ringtrace candidates --status open --since 2026-03-03' },
    { does: 'all of them for a spreadsheet', line: 'ringtrace candidates --format csv > candidates.csv' },
    { does: 'one with its evidence', line: 'ringtrace candidates t-7a59135b5cf8b71d' },
    { does: 'a picture of its evidence', line: 'ringtrace candidates t-7a59135b5cf8b71d --svg evidence.svg' },
  ],
  arguments: {
    id: {
      about: "of a candidate or of its campaign; 'ringtrace candidates' lists candidates",
      optional: true,
    },
  },
  options: {
    status: {
      type: 'string',
      value: 'STATUS',
      about: 'only those that have this status',
      oneOf: candidateStatuses,
    },
    since: {
      type: 'string',
      value: 'TIME',
      about: 'only those whose event time is not before: a day, or a time with its zone',
    },
    limit: { type: 'string', value: 'N', whole: true, about: 'the newest N; without it, all' },
    format: {
      type: 'string',
      value: 'FORMAT',
      about: '--json is the same as --format json',
      oneOf: ['table', 'csv', 'json', 'jsonl'],
      default: 'table',
    },
    svg: {
      type: 'string',
      value: 'FILE',
      path: 'file',
      about: 'draw the evidence of the one candidate into this file (SVG); - is standard output',
    },
    json,
  },
});

const id = { about: "of a candidate or of its campaign; 'ringtrace candidates' lists candidates" };

const subcommands = {
  confirm: defineSubcommand({
    summary: 'say that a candidate is right: a person answers for it from now on',
    examples: [
      {
        does: 'after listening to a recording',
        line: "ringtrace candidates confirm t-7a59135b5cf8b71d --reason 'the recording claims to be a bank'",
      },
    ],
    arguments: { id },
    options: { ...seen, ...acting, json },
  }),
  dismiss: defineSubcommand({
    summary: 'say that a candidate is wrong: its caller stays silent from now on',
    examples: [
      {
        does: 'a legitimate caller',
        line: "ringtrace candidates dismiss t-7a59135b5cf8b71d --reason 'reminders of a school district'",
      },
    ],
    about: `A caller is known by its number together with who makes the calls: the customer or provider at which they start, and the signature (A) of the holder of the number. The same caller is not looked at any more, in earlier hours either. Calls of anybody else who shows its number are.

Where several callers are in one campaign, they are listed and nothing is written: choose with --teach.`,
    arguments: { id },
    options: {
      teach: {
        type: 'string',
        value: 'CALLERS',
        about: "which callers stay silent: numbers of the list, such as 1,3; or 'all'; or 'none'",
      },
      ...seen,
      ...acting,
      json,
    },
  }),
  'take-back': defineSubcommand({
    summary: 'take a verdict back: the candidate is what detection says of it',
    examples: [
      {
        does: 'a dismissal that was wrong',
        line: "ringtrace candidates take-back t-7a59135b5cf8b71d --reason 'the school did not call'",
      },
    ],
    arguments: { id },
    options: { ...seen, ...acting, json },
  }),
  precision: defineSubcommand({
    summary: 'how many candidates people confirmed, by score, beside what the score says',
    examples: [{ does: 'is a score of .9 right nine times in ten?', line: 'ringtrace candidates precision' }],
    arguments: {},
    options: { json },
  }),
};

export const usage = defineGroup({
  examples: [...alone.examples, ...subcommands.confirm.examples, ...subcommands.dismiss.examples],
  about: `Without an id: candidates, newest first, a line each. With the id of a candidate or of its campaign: why it was opened, what is proven and what is only claimed of its origin, an example call with its path, whom to ask next, and how its signals add up to its score. With --svg: a picture of that sum, for a browser or a report. Ids differ from one instance to another, also for the same traffic.`,
  alone,
  subcommands,
});
