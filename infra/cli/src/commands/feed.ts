import { FeedError } from '@ringtrace/ingest/feed/format';
import { formats } from '@ringtrace/ingest/feed/formats';
import { checkFeedOptions } from '@ringtrace/ingest/feed/options';
import { createProgressBar } from '@ringtrace/ingest/feed/progress';
import { type FeedSummary, feedFiles } from '@ringtrace/ingest/feed/publish';
import { loadConfig } from '@ringtrace/platform/config';
import { kafkaOf } from '@ringtrace/platform/instance';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { type Command, parseCommandLine, required, UsageError } from '../command.ts';
import { count, print, printJson } from '../output.ts';

const names = formats.map(({ name }) => name);
/** Lines refused that are shown one by one; the count says the rest. */
const shownRejects = 20;

export const feed: Command = {
  name: 'feed',
  summary: "publish a carrier's switch files",
  help: `Usage: ringtrace feed --carrier ID --format NAME [--timezone TZ] [--rejects FILE] [--json] FILE...

Publishes switch files (gzip and zstd too; '-' is standard input) to the carrier's topic cdr.<carrier>. Feeding a file
again is harmless: each CDR is stored once.
  --carrier ID    the carrier whose switch wrote the files
  --format NAME   ${names.join(', ')}
  --timezone TZ   zone of times that don't say theirs, such as America/Chicago or UTC; asterisk-csv needs it
  --rejects FILE  write the lines that are no record there, as they came

A line that is no record of the format is named on standard error and not sent; the others are, and the exit code is 1.`,
  async run(args) {
    const { values, positionals: files } = parseCommandLine(args, {
      carrier: { type: 'string' },
      format: { type: 'string' },
      timezone: { type: 'string' },
      rejects: { type: 'string' },
      json: { type: 'boolean' },
    });
    const carrier = required(values.carrier, 'carrier');
    const format = required(values.format, 'format');
    const { timezone, rejects } = values;
    const options = { carrier, format, timezone, rejects, files };
    checkOptions(options);
    const summary = await publish(options);
    if (values.json) printJson(summary);
    else print(inWords(summary, carrier));
    return summary.rejected > 0 ? 1 : 0;
  },
};

interface Feed {
  readonly carrier: string;
  readonly format: string;
  readonly timezone: string | undefined;
  readonly rejects: string | undefined;
  readonly files: readonly string[];
}

/** Throws what is wrong with the options as wrong usage; a file that can't be read is none. */
function checkOptions(options: Feed): void {
  try {
    checkFeedOptions(options);
  } catch (error) {
    throw error instanceof FeedError ? new UsageError(error.message) : error;
  }
}

async function publish(options: Feed): Promise<FeedSummary> {
  const config = loadConfig();
  const kafka = createKafka(kafkaOf(config), 'ringtrace-feed', createLog('feed', config.RINGTRACE_LOG_LEVEL));
  const bar = createProgressBar();
  let rejected = 0;
  try {
    return await feedFiles({
      ...options,
      kafka,
      onProgress: (progress) => bar.update(progress),
      onRejected(file, { line, reason }) {
        rejected += 1;
        if (rejected <= shownRejects) bar.note(`${file}:${line}: ${reason}`);
        if (rejected === shownRejects)
          bar.note('(further refused lines are counted; --rejects FILE keeps them all)');
      },
    });
  } catch (error) {
    if (error instanceof FeedError) throw error;
    throw new Error(
      `the feed stopped: ${error instanceof Error ? error.message : String(error)}; feeding the files again is harmless`,
    );
  } finally {
    bar.done();
  }
}

function inWords({ files, records, rejected, batches }: FeedSummary, carrier: string): string {
  const refused =
    rejected === 0 ? '' : `; ${count(rejected)} ${rejected === 1 ? 'line' : 'lines'} refused, see above`;
  return `${carrier}: ${count(records)} records of ${count(files)} ${files === 1 ? 'file' : 'files'} sent in ${count(batches)} ${batches === 1 ? 'batch' : 'batches'}${refused}`;
}
