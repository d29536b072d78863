import { FeedError } from '@ringtrace/ingest/feed/format';
import { formats } from '@ringtrace/ingest/feed/formats';
import { standardInput } from '@ringtrace/ingest/feed/open-file';
import { checkFeedOptions, type FeedRequest } from '@ringtrace/ingest/feed/options';
import { createProgressBar } from '@ringtrace/ingest/feed/progress';
import { type FeedSummary, feedFiles } from '@ringtrace/ingest/feed/publish';
import { loadConfig } from '@ringtrace/platform/config';
import { kafkaOf } from '@ringtrace/platform/instance';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { visible } from '@ringtrace/platform/visible';
import {
  type Command,
  noPositionals,
  parseCommandLine,
  positiveInteger,
  required,
  UsageError,
} from '../command.ts';
import { asUsage, runCheck } from '../feed/check.ts';
import { watchSignals } from '../feed/interruption.ts';
import { runWatch } from '../feed/watch.ts';
import { count, print, printJson, say } from '../output.ts';

const names = formats.map(({ name }) => name);
const zoneless = formats.filter(({ needsTimezone }) => needsTimezone).map(({ name }) => name);
/** In two lines of the help's column. */
const inLines = (words: readonly string[]) =>
  `${words.slice(0, words.length / 2).join(', ')},\n                  ${words.slice(words.length / 2).join(', ')}`;
/** Lines refused that are shown one by one; the count says the rest. */
const shownRejects = 20;
/** Of batches a continuous feed may keep on disk. */
const defaultDiskMb = 1_000;

export const feed: Command = {
  help: `Usage: ringtrace feed --carrier ID --format NAME [--timezone TZ] [--rate N] [--rejects FILE] [--json] FILE...
       ringtrace feed --carrier ID --format NAME [--timezone TZ] [--rate N] [--disk MB] [--json] --watch DIR
       ringtrace feed --check --format NAME [--timezone TZ] [--json] FILE...

Publishes switch files (gzip, zstd, bzip2, zip and tar too; '-' is standard input; a directory stands for the files in
it) to the carrier's topic cdr.<carrier>. Feeding a file again is harmless: each CDR is stored once.
  --carrier ID    the carrier whose switch wrote the files
  --format NAME   ${inLines(names)}
                  or the path of a mapping file, see docs/feeds.md
  --timezone TZ   zone of times that don't say theirs, such as America/Chicago or UTC; needed by
                  ${zoneless.join(', ')}
  --rate N        send at most N records a second: a backfill that leaves room for what is live
  --rejects FILE  write the lines that are no record there, as they came
  --check         send nothing and need no broker: print the first calls as canonical JSON, and what would be refused
  --watch DIR     feed what is in DIR and what comes into it, until Ctrl-C: files may grow, be renamed, compressed or
                  truncated. Where it left off is remembered under RINGTRACE_HOME, and so are refused lines
  --disk MB       with --watch: room for batches while the broker is away (${defaultDiskMb}); then reading waits

A line that is no record of the format is named on standard error and not sent; the others are, and the exit code is 1.
Ctrl-C sends what was read, says how much that was, and ends with exit code 130.`,
  async run(args) {
    const { values, positionals: files } = parseCommandLine(args, {
      carrier: { type: 'string' },
      format: { type: 'string' },
      timezone: { type: 'string' },
      rejects: { type: 'string' },
      rate: { type: 'string' },
      watch: { type: 'string' },
      disk: { type: 'string' },
      check: { type: 'boolean' },
      json: { type: 'boolean' },
    });
    const format = required(values.format, 'format');
    const { timezone, rejects, watch, disk, check = false, json = false } = values;
    if (check) {
      const [other] = (['rejects', 'rate', 'watch', 'disk'] as const).filter(
        (name) => values[name] !== undefined,
      );
      if (other !== undefined) throw new UsageError(`--check sends nothing: leave --${other} out`);
      return runCheck({ format, timezone, files, json });
    }
    const carrier = required(values.carrier, 'carrier');
    const rate = values.rate === undefined ? undefined : positiveInteger('rate', values.rate, 0);
    if (watch !== undefined) {
      noPositionals(files);
      if (rejects !== undefined)
        throw new UsageError('--watch keeps refused lines itself: leave --rejects out');
      checkOptions({ carrier, format, timezone, files: [watch] });
      const diskMb = positiveInteger('disk', disk, defaultDiskMb);
      return runWatch({ carrier, format, timezone, rate, directory: watch, diskMb, json });
    }
    if (disk !== undefined) throw new UsageError('--disk goes with --watch');
    const options = { carrier, format, timezone, rejects, rate, files };
    checkOptions(options);
    const end = await publish(options);
    if ('exitCode' in end) {
      sayStopped(end, { files, json });
      return end.exitCode;
    }
    const { summary } = end;
    if (json) printJson(summary);
    else print(inWords(summary, carrier));
    return summary.rejected > 0 ? 1 : 0;
  },
};

interface Feed {
  readonly carrier: string;
  readonly format: string;
  readonly timezone: string | undefined;
  readonly rejects: string | undefined;
  readonly rate: number | undefined;
  readonly files: readonly string[];
}

/** Throws what is wrong with the options as wrong usage; a file that can't be read is none. */
function checkOptions(options: FeedRequest): void {
  asUsage(() => checkFeedOptions(options));
}

/** What a feed sent, and with which exit code it ends, where a signal stopped it. */
interface Stopped {
  readonly exitCode: number;
  readonly records: number;
}

function sayStopped(
  { exitCode, records }: Stopped,
  { files, json }: { files: readonly string[]; json: boolean },
): void {
  const error = `stopped: ${count(records)} records sent; feed the ${files.length === 1 ? 'file' : 'files'} again, that is harmless`;
  say(json ? JSON.stringify({ error, exitCode }) : error);
}

async function publish(options: Feed): Promise<{ summary: FeedSummary } | Stopped> {
  const config = loadConfig();
  const kafka = createKafka(kafkaOf(config), 'ringtrace-feed', createLog('feed', config.RINGTRACE_LOG_LEVEL));
  const interruption = watchSignals(options.files);
  const bar = createProgressBar();
  let rejected = 0;
  let sent = 0;
  try {
    const summary = await feedFiles({
      ...options,
      kafka,
      signal: interruption.signal,
      onProgress(progress) {
        sent = progress.records;
        bar.update(progress);
      },
      onRejected(file, { line, reason }) {
        rejected += 1;
        if (rejected <= shownRejects) bar.note(visible(`${file}:${line}: ${reason}`));
        if (rejected === shownRejects)
          bar.note('(further refused lines are counted; --rejects FILE keeps them all)');
      },
    });
    const exitCode = interruption.exitCode();
    return exitCode === undefined ? { summary } : { exitCode, records: summary.records };
  } catch (error) {
    if (error instanceof FeedError) {
      const exitCode = interruption.exitCode();
      // Standard input broke off because the signal ended it; what was read of it is sent.
      if (exitCode !== undefined && options.files.includes(standardInput)) return { exitCode, records: sent };
      throw error;
    }
    throw new Error(
      `the feed stopped: ${error instanceof Error ? error.message : String(error)}; feeding the files again is harmless`,
    );
  } finally {
    bar.done();
  }
}

function inWords(summary: FeedSummary, carrier: string): string {
  const { files, records, rejected, skipped, assumed, batches } = summary;
  const of = (n: number, one: string, more: string) => `${count(n)} ${n === 1 ? one : more}`;
  return [
    `${carrier}: ${of(records, 'record', 'records')} of ${of(files, 'file', 'files')} sent in ${of(batches, 'batch', 'batches')}`,
    ...(rejected > 0 ? [`${of(rejected, 'line', 'lines')} refused, see above`] : []),
    ...(skipped > 0
      ? [`${of(skipped, 'line is no call of its own', 'lines are no calls of their own')}`]
      : []),
    ...(assumed > 0
      ? [`${of(assumed, 'end', 'ends')} in the hour that clocks repeat taken as the earlier`]
      : []),
  ].join('; ');
}
