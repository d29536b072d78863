import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { FeedError } from '@ringtrace/ingest/feed/format';
import { checkFeedOptions } from '@ringtrace/ingest/feed/options';
import { feedsFolder } from '@ringtrace/ingest/feed/watch/standing';
import { makeFolder } from '@ringtrace/ingest/feed/watch/state';
import { type WatchProgress, watchDirectory } from '@ringtrace/ingest/feed/watch/watch';
import { AlreadyRunningError, lockHome } from '@ringtrace/local/lock';
import { loadConfig } from '@ringtrace/platform/config';
import { kafkaOf } from '@ringtrace/platform/instance';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { visible } from '@ringtrace/platform/visible';
import { count, print, printJson, say } from '../output.ts';
import { statusLine } from '../status-line.ts';

export interface Watch {
  readonly carrier: string;
  readonly format: string;
  readonly timezone: string | undefined;
  readonly directory: string;
  readonly rate: number | undefined;
  readonly diskMb: number;
  readonly json: boolean;
}

/** Refused lines that are named one by one; files in the feed's folder keep them all. */
const shownRejects = 20;
/** Batch headers hold at most so much of a source's name. */
const longestSource = 128;

function directoryOf(path: string): string {
  try {
    if (statSync(path).isDirectory()) return realpathSync(path);
  } catch (error) {
    throw new FeedError(`can't watch ${path}: ${error instanceof Error ? error.message : error}`);
  }
  throw new FeedError(`can't watch ${path}: it is no directory`);
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A folder of its own for each carrier and directory. */
function folderOf(home: string, carrier: string, directory: string): string {
  return join(feedsFolder(home), `${carrier}-${sha256(directory).slice(0, 12)}`);
}

/** A mapping file that has changed reads in another way. */
function readingOf({ format, timezone = '' }: Watch): string {
  const mapping = existsSync(format) ? sha256(readFileSync(format)) : '';
  return [format, timezone, mapping].join(' ');
}

function lock(folder: string): () => void {
  try {
    return lockHome(folder);
  } catch (error) {
    if (error instanceof AlreadyRunningError)
      throw new FeedError(`this directory is being fed already: another process holds ${folder}`);
    throw error;
  }
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  const ask = () => {
    if (!stop.signal.aborted) say('\nStopping: what was read is sent, or kept on disk ...');
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  return stop.signal;
}

/** `ringtrace feed --watch`: runs until Ctrl-C or SIGTERM. */
export async function runWatch(watch: Watch): Promise<number> {
  const { carrier, timezone, rate } = watch;
  const config = loadConfig();
  const directory = directoryOf(watch.directory);
  const folder = folderOf(config.RINGTRACE_HOME, carrier, directory);
  const log = createLog('feed', config.RINGTRACE_LOG_LEVEL);
  const kafka = createKafka(kafkaOf(config), 'ringtrace-feed', log);
  makeFolder(folder);
  const unlock = lock(folder);
  const line = statusLine();
  /** Beside the status, not behind it. */
  const tell = (text: string) => {
    line.end();
    say(visible(text));
  };
  let refused = 0;
  try {
    say(visible(`${carrier}: feeding ${directory}; its state, and lines that are refused, are in ${folder}`));
    const end = await watchDirectory({
      kafka,
      carrier,
      format: checkFeedOptions({ ...watch, files: [directory] }),
      timezone,
      reading: readingOf(watch),
      directory,
      folder,
      source: `${hostname()}:${directory}`.slice(-longestSource),
      rate,
      diskBytes: watch.diskMb * 1_000_000,
      signal: stopSignal(),
      onNotice: tell,
      onRefused(file, { line: number, reason }) {
        refused += 1;
        if (refused <= shownRejects) tell(`${file}:${number}: ${reason}`);
      },
      onProgress: (state) => line.show(inWords(state)),
    });
    line.end();
    if (watch.json) printJson(summaryOf(end));
    else print(inWords(end));
    return 0;
  } finally {
    unlock();
  }
}

function summaryOf({ carrier, directory, source, totals, spool }: WatchProgress) {
  return { carrier, directory, source, ...totals, spooled_batches: spool.batches };
}

function inWords({ carrier, totals, spool }: WatchProgress): string {
  const onDisk = spool.batches === 0 ? '' : `, ${count(spool.batches)} of them still on disk`;
  return `${carrier}: ${count(totals.records)} records in ${count(totals.batches)} batches${onDisk}; ${count(totals.refused)} lines refused`;
}
