import { defineGroup, defineSubcommand, defineUsage } from '../usage.ts';
import { acting } from './acting.ts';
import { numbers } from './casework.ts';
import { json } from './json.ts';

const head = {
  type: 'string',
  value: 'HEX',
  about: 'hash of an entry that was noted earlier: it must still be there',
} as const;

const subcommands = {
  verify: defineSubcommand({
    summary: 'prove that no entry was changed or removed, and that the kept bytes are the same',
    examples: [
      { does: 'the log of this instance', line: 'ringtrace audit verify' },
      { does: 'an exported log, on any machine', line: 'ringtrace audit verify --file log.jsonl' },
    ],
    about: `Checks the chain of hashes, the order of events, the bytes that entries name, and the indexes by which entries are found. It names a changed entry and exits with 1. Where the instance runs, the log is also compared with its copy in ClickHouse, so that a log whose end was cut is noticed. Note the hash that it prints, and give it with --head another time.`,
    arguments: {},
    options: {
      file: { type: 'string', value: 'FILE', path: 'file', about: 'a log that was exported' },
      head,
      json,
    },
  }),
  rebuild: defineSubcommand({
    summary: 'make the indexes of the log anew from its entries',
    examples: [{ does: 'after a check that names an index', line: 'ringtrace audit rebuild' }],
    about: `Entries and kept bytes stay as they are. The indexes say which thing names which other thing, and which status each thing has. Run it where 'ringtrace audit verify' names an index.`,
    arguments: {},
    options: { json },
  }),
  export: defineSubcommand({
    summary: 'write the whole log into a file, with the bytes of requests and answers',
    examples: [{ does: 'everything', line: 'ringtrace audit export log.jsonl' }],
    about:
      'The file holds called numbers in full, and links by which anybody could answer open requests. The log notes the export first.',
    arguments: { file: { about: 'a new file (JSON lines)', path: 'file' } },
    options: {
      'without-bytes': {
        type: 'boolean',
        about: 'leave out the bytes of requests and answers, and with them the links',
      },
      ...acting,
      json,
    },
  }),
  backup: defineSubcommand({
    summary: 'copy the log while others write to it',
    examples: [{ does: 'a copy to another disk', line: 'ringtrace audit backup /backup/log.db' }],
    about: 'The copy is a log of its own: put it into the place of a lost one.',
    arguments: { file: { about: 'a new file', path: 'file' } },
    options: { json },
  }),
};

const alone = defineUsage({
  examples: [{ does: 'what happened to a case', line: 'ringtrace audit --about case-7k3f9q2m4d' }],
  arguments: {},
  options: {
    since: { type: 'string', value: 'TIME', about: 'only from then on: a day, or a time with its zone' },
    until: { type: 'string', value: 'TIME', about: 'only up to then; a day is that whole day' },
    actor: { type: 'string', value: 'NAME', about: 'only what this one did' },
    about: { type: 'string', value: 'ID', about: 'only entries of this thing, or that name it' },
    ...numbers,
    format: {
      type: 'string',
      value: 'FORMAT',
      about: 'jsonl and csv have the data of each entry too',
      oneOf: ['table', 'jsonl', 'csv'],
      default: 'table',
    },
    ...acting,
    json: { type: 'boolean', about: 'the same as --format jsonl, and an error as JSON too' },
  },
});

export const usage = defineGroup({
  examples: [...alone.examples, ...subcommands.verify.examples, ...subcommands.export.examples],
  about: `Without a subcommand: entries of the log of casework, oldest first: who did what to which thing, when, and why. Called numbers are shown without their last four digits; --numbers shows them in full, and the log notes that.`,
  alone,
  subcommands,
});
