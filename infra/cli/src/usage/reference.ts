import { referenceKinds } from '@ringtrace/enrich/reference-kinds';
import { defineGroup, defineSubcommand } from '../usage.ts';
import { json } from './json.ts';

const kind = { about: 'the kind of reference data', oneOf: referenceKinds.map(({ name }) => name) } as const;

const width = Math.max(...referenceKinds.map(({ name }) => name.length));
const layouts = referenceKinds.map(({ name, layout }) => `  ${name.padEnd(width)}  ${layout}`).join('\n');

const validFrom = {
  type: 'string',
  value: 'DATE',
  about:
    "CDRs from this start_time on are enriched with it. Without it a kind's first file holds for all CDRs, a later one from now on",
} as const;

const subcommands = {
  load: defineSubcommand({
    summary: 'put a reference file in force, whole or not at all',
    examples: [
      { does: 'who the providers are', line: 'ringtrace reference load providers providers.csv' },
      {
        does: 'number blocks as they are from April on',
        line: 'ringtrace reference load number-blocks blocks.csv --valid-from 2026-04-01',
      },
    ],
    about: `The running workers take the file up within seconds. What a file of each kind looks like (docs/reference-data.md says more):

${layouts}`,
    arguments: { kind, file: { about: 'the file', path: 'file' } },
    options: {
      'valid-from': validFrom,
      'allow-shrink': {
        type: 'boolean',
        about: 'take a file with half the entries of the one before, or fewer, or none',
      },
      json,
    },
  }),
  list: defineSubcommand({
    summary: 'what is in force and how old it is; with a kind, every version of it',
    examples: [
      { does: 'every kind', line: 'ringtrace reference list' },
      { does: 'every version of one kind', line: 'ringtrace reference list ported' },
    ],
    arguments: { kind: { ...kind, optional: true } },
    options: { json },
  }),
  restore: defineSubcommand({
    summary: 'put an older version in force again',
    examples: [{ does: 'version 3 of the ported numbers', line: 'ringtrace reference restore ported 3' }],
    arguments: {
      kind,
      version: { whole: true, about: "its number, as 'ringtrace reference list KIND' shows it" },
    },
    options: { 'valid-from': validFrom, json },
  }),
  explain: defineSubcommand({
    summary: 'what is known of a number, and which file says so',
    examples: [
      { does: 'now', line: 'ringtrace reference explain +12025550123' },
      { does: 'at an earlier time', line: 'ringtrace reference explain 2025550123 --at 2026-03-03' },
    ],
    arguments: { number: { about: 'a telephone number' } },
    options: {
      at: {
        type: 'string',
        value: 'TIME',
        about: 'explain with what was in force then: a day, or a time with its zone. Without it, now',
      },
      json,
    },
  }),
};

export const usage = defineGroup({
  examples: [
    ...subcommands.load.examples,
    ...subcommands.list.examples,
    ...subcommands.restore.examples,
    ...subcommands.explain.examples,
  ],
  subcommands,
});
