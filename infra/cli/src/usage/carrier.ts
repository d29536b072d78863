import { defineGroup, defineSubcommand } from '../usage.ts';
import { json } from './json.ts';

const id = { about: "the carrier's id", carrierId: true } as const;

const subcommands = {
  add: defineSubcommand({
    summary: 'make the topic and the user of a carrier that sends by itself',
    examples: [
      {
        does: 'a settings file for the carrier, which nobody else here can read',
        line: '(umask 077; ringtrace carrier add acme > acme.properties)',
      },
    ],
    about: `Makes the topic cdr.ID and the user cdr.ID, who may write to that topic, read nothing and do nothing else. It prints how to connect, as a settings file for kcat and other clients on librdkafka. The password is shown this once and kept nowhere. The workers take the new topic up within seconds.

A carrier whose files are fed here, by 'ringtrace feed', needs no user.`,
    arguments: { id },
    options: { json },
  }),
  list: defineSubcommand({
    summary: 'every carrier with a topic, and whether it has a user of its own',
    examples: [{ does: 'all carriers', line: 'ringtrace carrier list' }],
    arguments: {},
    options: { json },
  }),
  disable: defineSubcommand({
    summary: 'take the right to write and the user away, at once',
    examples: [{ does: 'acme may no longer write', line: 'ringtrace carrier disable acme' }],
    about: 'Topic and records stay. Adding the carrier again gives a new password.',
    arguments: { id },
    options: { json },
  }),
};

export const usage = defineGroup({
  examples: [...subcommands.add.examples, ...subcommands.list.examples, ...subcommands.disable.examples],
  subcommands,
});
