import { defineGroup, defineSubcommand, defineUsage } from '../usage.ts';
import { json } from './json.ts';

const alone = defineUsage({
  examples: [{ does: 'what is kept, what goes when, and what keeps it back', line: 'ringtrace retention' }],
  arguments: {},
  options: { json },
});

const subcommands = {
  run: defineSubcommand({
    summary: 'drop now what is past its period; the worker cases does the same every ten minutes',
    examples: [
      { does: 'what would go', line: 'ringtrace retention run --dry-run' },
      { does: 'drop it', line: 'ringtrace retention run' },
    ],
    about:
      'The first run after a day has become too old only writes down the horizon, from which on older CDRs are refused. Their day goes ten minutes later at the earliest, so that every worker has learned of it. A run may be ended at any moment, and run again.',
    arguments: {},
    options: {
      'dry-run': {
        type: 'boolean',
        about:
          'show which horizons a run writes down, and what goes at once and ten minutes later, and change nothing',
      },
      json,
    },
  }),
};

export const usage = defineGroup({
  examples: [...alone.examples, ...subcommands.run.examples],
  about: `Without an argument: the period of each kind of records, what is stored of it, what goes next, and what cases keep. Periods are settings in days (RINGTRACE_RETENTION_CDR_DAYS, RINGTRACE_RETENTION_ROLLUP_DAYS, RINGTRACE_RETENTION_CAMPAIGN_DAYS, RINGTRACE_RETENTION_DEAD_LETTER_DAYS); without one, everything is kept. What a candidate or a case cites stays. 'ringtrace case hold' keeps all that a case reaches.`,
  alone,
  subcommands,
});
