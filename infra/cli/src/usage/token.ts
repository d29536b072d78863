import { defineGroup, defineSubcommand } from '../usage.ts';
import { json } from './json.ts';

const name = { about: 'the name of the person, as the log of casework shows it' } as const;

const subcommands = {
  add: defineSubcommand({
    summary: 'make a token for a person',
    examples: [{ does: 'anna may act', line: '(umask 077; ringtrace token add anna > anna.token)' }],
    about: `It prints the token. The token is shown this once, and only its digest is kept. What is done with it stands in the log under this name.`,
    arguments: { name },
    options: {
      'read-only': { type: 'boolean', about: 'the token may look at everything, and change nothing' },
    },
  }),
  list: defineSubcommand({
    summary: 'who has a token, and what it allows',
    examples: [{ does: 'all tokens', line: 'ringtrace token list' }],
    arguments: {},
    options: { json },
  }),
  revoke: defineSubcommand({
    summary: "take a person's token away, at once",
    examples: [{ does: 'anna has none any more', line: 'ringtrace token revoke anna' }],
    arguments: { name },
    options: {},
  }),
};

export const usage = defineGroup({
  examples: [...subcommands.add.examples, ...subcommands.list.examples, ...subcommands.revoke.examples],
  about:
    "The HTTP API of casework asks for a token. docs/casework/api.md describes the API; 'ringtrace status' says where it is served.",
  subcommands,
});
