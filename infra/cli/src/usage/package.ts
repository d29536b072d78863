import { defineGroup, defineSubcommand } from '../usage.ts';
import { json } from './json.ts';

const subcommands = {
  verify: defineSubcommand({
    summary: 'compare every file of a package with its manifest',
    examples: [
      { does: 'a package where it was written', line: 'ringtrace package verify agency-package' },
      {
        does: 'a package that somebody sent',
        line: 'ringtrace package verify agency-package --manifest-sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
    ],
    about: `Needs no service and no network. It names each file that was changed, is missing or was added, and exits with 1. The manifest itself is compared with --manifest-sha256, or with the log of casework where that knows the package.`,
    arguments: { directory: { about: 'the folder of the package', path: 'directory' } },
    options: {
      'manifest-sha256': {
        type: 'string',
        value: 'HEX',
        about: "the manifest's SHA-256, as whoever wrote the package told it",
      },
      json,
    },
  }),
};

export const usage = defineGroup({ examples: subcommands.verify.examples, subcommands });
