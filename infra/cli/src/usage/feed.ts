import { formats } from '@ringtrace/ingest/feed/formats';
import { defineUsage } from '../usage.ts';
import { json } from './json.ts';

const zoneless = formats.filter(({ needsTimezone }) => needsTimezone).map(({ name }) => name);

export const usage = defineUsage({
  examples: [
    {
      does: 'one file',
      line: 'ringtrace feed --carrier acme --format asterisk-csv --timezone America/Chicago Master.csv',
    },
    {
      does: 'what a folder has and what comes into it, until Ctrl-C',
      line: 'ringtrace feed --carrier acme --format jsonl --watch /var/spool/cdr',
    },
    { does: 'a trial that sends nothing', line: 'ringtrace feed --check --format jsonl calls.jsonl.gz' },
    { does: 'standard input', line: 'zcat calls.jsonl.gz | ringtrace feed --carrier acme --format jsonl -' },
  ],
  about: `Publishes switch files to the carrier's topic cdr.<carrier>. Feeding a file again is harmless: each CDR is stored once. docs/feeds.md describes the formats and mapping files.

A line that is no record of the format is named on standard error and not sent; the others are, and the exit code is 1. Ctrl-C sends what was read, says how much that was, and ends with exit code 130. With --watch, Ctrl-C is the usual end: the exit code is 0.`,
  arguments: {
    file: {
      about:
        "switch files: plain, gzip, zstd, bzip2, zip or tar; '-' is standard input, a directory stands for the files in it",
      optional: true,
      many: true,
      path: 'file',
    },
  },
  options: {
    carrier: {
      type: 'string',
      value: 'ID',
      about: 'the carrier whose switch wrote the files',
      carrierId: true,
    },
    format: {
      type: 'string',
      value: 'NAME',
      about: 'their format, or the path of a mapping file',
      known: formats.map(({ name }) => name),
      path: 'file',
      required: true,
    },
    timezone: {
      type: 'string',
      value: 'TZ',
      about: `zone of times that don't say theirs, such as America/Chicago; needed by ${zoneless.join(', ')}`,
      known: [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])],
    },
    rate: {
      type: 'string',
      value: 'N',
      whole: true,
      about: 'send at most N records a second: a backfill that leaves room for what is live',
    },
    rejects: {
      type: 'string',
      value: 'FILE',
      about: 'write the lines that are no record there, as they came',
      path: 'file',
    },
    check: {
      type: 'boolean',
      about:
        'send nothing and need no broker: print the first calls as canonical JSON, and what would be refused',
    },
    watch: {
      type: 'string',
      value: 'DIR',
      about:
        'feed what is in DIR and what comes into it, until Ctrl-C: files may grow, be renamed, compressed or truncated. Where it left off is remembered under RINGTRACE_HOME, and so are refused lines',
      path: 'directory',
    },
    disk: {
      type: 'string',
      value: 'MB',
      whole: true,
      about: 'with --watch: room for batches while the broker is away (1000); then reading waits',
    },
    json,
  },
});
