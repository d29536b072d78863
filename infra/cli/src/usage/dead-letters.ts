import { defineGroup, defineSubcommand, defineUsage } from '../usage.ts';
import { acting } from './acting.ts';
import { json } from './json.ts';

const alone = defineUsage({
  examples: [{ does: 'what was refused, and why', line: 'ringtrace dead-letters' }],
  arguments: {},
  options: { json },
});

const carrier = {
  type: 'string',
  value: 'ID',
  about: 'only those of this carrier',
  carrierId: true,
} as const;

/** Options of a command that changes the status of dead letters; `done` says how. */
const changing = (done: string) =>
  ({
    carrier,
    'dry-run': {
      type: 'boolean',
      about: `changes nothing; says how many of each carrier would be ${done}`,
    },
    ...acting,
    json,
  }) as const;

const subcommands = {
  close: defineSubcommand({
    summary: 'close those of records that are older than retention keeps; the log keeps who did it and why',
    examples: [
      {
        does: 'once a carrier knows of them',
        line: "ringtrace dead-letters close --carrier acme --reason 'told their NOC on 3 March'",
      },
      { does: 'what would be closed', line: 'ringtrace dead-letters close --dry-run' },
    ],
    about:
      'Closes open dead letters with the reason past_retention alone: such a record is refused for as long as the horizon stands. Where the horizon itself may be wrong, leave them open: docs/operations.md has the way to set it right. They stay with their bytes until RINGTRACE_RETENTION_DEAD_LETTER_DAYS is over, and replay leaves them out. --reason is required, except with --dry-run. ringtrace dead-letters reopen takes a closing back.',
    arguments: {},
    options: changing('closed'),
  }),
  reopen: defineSubcommand({
    summary: 'open those again that were closed by mistake; the log keeps who did it and why',
    examples: [
      {
        does: 'of one carrier',
        line: "ringtrace dead-letters reopen --carrier acme --reason 'the horizon was mistyped'",
      },
      { does: 'what would be opened again', line: 'ringtrace dead-letters reopen --dry-run' },
    ],
    about:
      'Takes back what ringtrace dead-letters close did. Nothing is sent: ringtrace dead-letters replay sends what would be accepted now. --reason is required, except with --dry-run.',
    arguments: {},
    options: changing('opened again'),
  }),
  replay: defineSubcommand({
    summary: 'send again what would be accepted now, after a fix here, each once',
    examples: [
      { does: 'after a fix', line: 'ringtrace dead-letters replay' },
      { does: 'those of one carrier alone', line: 'ringtrace dead-letters replay --carrier acme' },
    ],
    about:
      'What would be refused again stays open. What has the reason past_retention can be closed with ringtrace dead-letters close. The log of casework keeps who sent them, and how many.',
    arguments: {},
    options: {
      carrier,
      ...acting,
      json,
    },
  }),
};

export const usage = defineGroup({
  examples: [...alone.examples, ...subcommands.replay.examples],
  about: `Without an argument: dead letters by carrier, reason and field, with one example each. The table dead_letters holds every one with its place in Kafka and its original bytes. An example never shows a number in full.`,
  alone,
  subcommands,
});
