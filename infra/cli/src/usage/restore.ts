import { defineUsage } from '../usage.ts';

export const usage = defineUsage({
  examples: [
    {
      does: 'into a home that is not there any more',
      line: 'ringtrace restore /srv/backups/2026-11-29',
    },
  ],
  about: `Puts a backup into RINGTRACE_HOME, which must be empty or not there. Every file is compared with its hash before and after. Then start with 'ringtrace up': what carriers sent since is read from their topics again, where these are on another Kafka.`,
  arguments: { folder: { about: "what 'ringtrace backup' made", path: 'directory' } },
  options: {},
});
