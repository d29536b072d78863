import { defineUsage } from '../usage.ts';

export const usage = defineUsage({
  examples: [
    { does: 'everything, while nothing runs', line: 'ringtrace backup /srv/backups/2026-11-29' },
    { does: 'is this backup still whole?', line: 'ringtrace backup --check /srv/backups/2026-11-29' },
  ],
  about: `Copies RINGTRACE_HOME into a new folder: records, waiting batches, casework, passwords and the certificate authority. Each file's hash is listed. Stop the instance first. 'ringtrace audit backup' copies the log of casework alone, while everything runs.

The backup holds customers' calls and passwords: keep it as safe as the home. With a ClickHouse server of your own, back up its database as docs/operations.md says; this command then copies all else.`,
  arguments: { folder: { about: 'a new folder, or a backup with --check', path: 'directory' } },
  options: {
    check: { type: 'boolean', about: 'copy nothing: read a backup and compare each file with its hash' },
  },
});
