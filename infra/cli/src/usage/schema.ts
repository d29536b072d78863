import { defineGroup, defineSubcommand } from '../usage.ts';
import { json } from './json.ts';

const subcommands = {
  add: defineSubcommand({
    summary: 'make an Avro schema known to the workers',
    examples: [
      { does: 'the schema that a carrier writes with', line: 'ringtrace schema add cdr-batch.avsc' },
    ],
    about: `The schema is known by its fingerprint, once it is sure that this version can read it. The command returns when the workers know it. 'ringtrace dead-letters replay' then sends again what came before. A schema of the registry (SCHEMA_REGISTRY_URL) needs no adding.`,
    arguments: { file: { about: 'the schema (.avsc)', path: 'file' } },
    options: { json },
  }),
  list: defineSubcommand({
    summary: 'every schema that is known: of this version, added, and fetched from the registry',
    examples: [{ does: 'all schemas', line: 'ringtrace schema list' }],
    arguments: {},
    options: { json },
  }),
};

export const usage = defineGroup({
  examples: [...subcommands.add.examples, ...subcommands.list.examples],
  subcommands,
});
