import { FeedError } from '@ringtrace/ingest/feed/format';
import { standardInput } from '@ringtrace/ingest/feed/open-file';
import { checkFeedOptions, type FeedRequest } from '@ringtrace/ingest/feed/options';
import { createProgressBar } from '@ringtrace/ingest/feed/progress';
import { type FeedSummary, feedFiles } from '@ringtrace/ingest/feed/publish';
import { loadConfig } from '@ringtrace/platform/config';
import { kafkaOf } from '@ringtrace/platform/instance';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { visible } from '@ringtrace/platform/visible';
import { messageWithWayOut } from '@ringtrace/platform/way-out';
import { command, required, UsageError } from '../command.ts';
import { asUsage, runCheck } from '../feed/check.ts';
import { watchSignals } from '../feed/interruption.ts';
import { runWatch } from '../feed/watch.ts';
import { count, print, printJson, say } from '../output.ts';
import { usage } from '../usage/feed.ts';

/** Lines refused that are shown one by one; the count says the rest. */
const shownRejects = 20;
/** Of batches a continuous feed may keep on disk: MB, as the help says. */
const defaultDiskMb = 1_000;

export const feed = command(usage, async ({ file: files }, options) => {
  const { format, timezone, rejects, watch, disk, check = false, json = false } = options;
  if (check) {
    const [other] = (['rejects', 'rate', 'watch', 'disk'] as const).filter(
      (name) => options[name] !== undefined,
    );
    if (other !== undefined) throw new UsageError(`--check sends nothing: leave --${other} out`);
    return runCheck({ format, timezone, files, json });
  }
  const carrier = required(options.carrier, 'carrier');
  const { rate } = options;
  if (watch !== undefined) {
    if (files.length > 0) throw new UsageError(`--watch DIR stands for the files: leave '${files[0]}' out`);
    if (rejects !== undefined)
      throw new UsageError('--watch keeps refused lines itself: leave --rejects out');
    checkOptions({ carrier, format, timezone, files: [watch] });
    const diskMb = disk ?? defaultDiskMb;
    return runWatch({ carrier, format, timezone, rate, directory: watch, diskMb, json });
  }
  if (disk !== undefined) throw new UsageError('--disk goes with --watch');
  const source = { carrier, format, timezone, rejects, rate, files };
  checkOptions(source);
  const end = await publish(source);
  if ('exitCode' in end) {
    sayStopped(end, { files, json });
    return end.exitCode;
  }
  const { summary } = end;
  if (json) printJson(summary);
  else print(inWords(summary, carrier));
  return summary.rejected > 0 ? 1 : 0;
});

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
    throw new Error(`the feed stopped: ${messageWithWayOut(error)}; feeding the files again is harmless`);
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
