import { defineGroup, defineSubcommand, defineUsage } from '../usage.ts';
import { acting } from './acting.ts';
import { json } from './json.ts';

const alone = defineUsage({
  examples: [{ does: 'what was refused, and why', line: 'ringtrace dead-letters' }],
  arguments: {},
  options: { json },
});

const subcommands = {
  close: defineSubcommand({
    summary: 'close those of records that are older than retention keeps; the log keeps who did it and why',
    examples: [
      {
        does: 'once a carrier knows of them',
        line: "ringtrace dead-letters close --carrier acme --reason 'told their NOC on 3 March'",
      },
    ],
    about:
      'Closes open dead letters with the reason past_retention alone: such a record is refused for as long as the horizon stands. Where the horizon itself may be wrong, leave them open: docs/operations.md has the way to set it right. They stay with their bytes until RINGTRACE_RETENTION_DEAD_LETTER_DAYS is over, and replay leaves them out. --reason is required.',
    arguments: {},
    options: {
      carrier: { type: 'string', value: 'ID', about: 'only those of this carrier', carrierId: true },
      ...acting,
      json,
    },
  }),
  replay: defineSubcommand({
    summary: 'send again what would be accepted now, after a fix here, each once',
    examples: [
      { does: 'after a fix', line: 'ringtrace dead-letters replay' },
      { does: 'those of one carrier alone', line: 'ringtrace dead-letters replay --carrier acme' },
    ],
    about:
      'What would be refused again stays open. What has the reason past_retention can be closed with ringtrace dead-letters close.',
    arguments: {},
    options: {
      carrier: { type: 'string', value: 'ID', about: 'only those of this carrier', carrierId: true },
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
