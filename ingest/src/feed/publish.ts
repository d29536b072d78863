import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { feedTopic } from '@ringtrace/schemas/topics';
import { type Batcher, createBatcher } from './batches.ts';
import { checkContents } from './check-contents.ts';
import { stopAtFileFault } from './file-fault.ts';
import { type BadLine, type FeedReader, type FeedRecord, isBad, isGood } from './format.ts';
import { type FeedInput, feedInputs } from './inputs.ts';
import { checkReadable, openMembers, standardInput } from './open-file.ts';
import { checkFeedOptions, type FeedRequest } from './options.ts';
import { createPace, type Pace } from './pace.ts';
import { openRejects, type RejectsFile } from './rejects.ts';
import { createSender, type Sender } from './sender.ts';

export interface FeedProgress {
  /** The file being read. */
  readonly file: string;
  /** Bytes read so far, of all files as they lie on disk. */
  readonly bytes: number;
  /** Size of all files, bytes. 0 where standard input is among them. */
  readonly totalBytes: number;
  readonly records: number;
  readonly rejected: number;
}

export interface FeedSummary {
  files: number;
  /** Lines that are neither empty nor a header: records + rejected + skipped. */
  lines: number;
  /** Records the broker has acknowledged. */
  records: number;
  /** Lines that can't be read as records of the format. Nothing of them was sent. */
  rejected: number;
  /** Records of the format that are no calls by themselves, such as the start of a session. */
  skipped: number;
  /** Records that were sent with an assumed time, in the hour that clocks repeat. */
  assumed: number;
  batches: number;
  /** Bytes read, of the files as they lie on disk. */
  bytes: number;
}

export interface FeedOptions extends FeedRequest {
  readonly kafka: Kafka;
  readonly onProgress?: ((progress: FeedProgress) => void) | undefined;
  /** Path of a file for refused lines, as they came. Without it there is no such file. */
  readonly rejects?: string | undefined;
  /** Most records a second, so that feeding old files leaves room for live traffic. */
  readonly rate?: number | undefined;
  /** Called for each refused line. */
  readonly onRejected?: ((file: string, line: BadLine) => void) | undefined;
  /** Aborting ends the feed after the current batch. What was sent by then is acknowledged and counted. */
  readonly signal?: AbortSignal | undefined;
}

/** Checks everything that can be checked before anything is sent. Throws FeedError. */
async function prepare(options: FeedOptions) {
  const format = checkFeedOptions(options);
  const inputs = await feedInputs(options.files);
  const files = inputs.flatMap((input) => input.files);
  const sizes = await checkReadable(files);
  const totalBytes = files.includes(standardInput) ? 0 : sizes.reduce((sum, size) => sum + size, 0);
  const open = () => format.open({ timezone: options.timezone });
  await checkContents(files, open);
  return { reader: open(), inputs, files, topic: feedTopic(options.carrier), totalBytes };
}

/**
 * Publishes switch files to the carrier's topic, and creates the topic where it does not exist. Memory does not grow
 * with the size of the files. Feeding a file again is harmless: the store keeps each CDR once.
 * Throws FeedError where an option is wrong or a file can't be read. Most of these are found before anything is sent.
 */
export async function feedFiles(options: FeedOptions): Promise<FeedSummary> {
  const { reader, inputs, files, topic, totalBytes } = await prepare(options);
  const rejects = options.rejects === undefined ? undefined : openRejects(options.rejects, files);
  const summary: FeedSummary = {
    files: 0,
    lines: 0,
    records: 0,
    rejected: 0,
    skipped: 0,
    assumed: 0,
    batches: 0,
    bytes: 0,
  };
  try {
    await ensureTopic(options.kafka, topic);
    const producer = await openProducer(options.kafka);
    try {
      const sender = createSender(producer);
      const pace = createPace(options.rate);
      const feed = { reader, topic, totalBytes, sender, pace, summary, rejects, options };
      for (const input of inputs) await feedInput(feed, input);
      if (!options.signal?.aborted) {
        for (const line of reader.unfinished?.() ?? []) {
          summary.lines -= 1;
          summary.skipped -= 1;
          refuse(feed, line.file, line);
        }
      }
    } finally {
      await producer.close();
    }
  } finally {
    rejects?.close();
  }
  return summary;
}

interface Feed {
  readonly reader: FeedReader;
  readonly topic: string;
  readonly totalBytes: number;
  readonly sender: Sender;
  readonly pace: Pace;
  readonly summary: FeedSummary;
  readonly rejects: RejectsFile | undefined;
  readonly options: FeedOptions;
}

async function feedInput(feed: Feed, { source, files }: FeedInput): Promise<void> {
  const { sender, pace, summary, topic, options } = feed;
  const batcher = createBatcher(source);

  async function send(): Promise<void> {
    for (const { message, records } of batcher.take()) {
      await sender.send({ topic, key: source, value: message });
      summary.batches += 1;
      summary.records += records;
      // With a rate limit, a batch is sent at once and does not wait until a request is full.
      if (options.rate !== undefined) await sender.flush();
      await pace(records, options.signal);
    }
  }
  try {
    for (const file of files) {
      if (options.signal?.aborted) break;
      await feedFile(feed, file, batcher, send);
      summary.files += 1;
    }
  } finally {
    // Records read before a file turned out to be damaged are sent as well.
    await send();
    await sender.flush();
    tell(feed, files.at(-1) ?? '');
  }
}

async function feedFile(
  feed: Feed,
  file: string,
  batcher: Batcher,
  send: () => Promise<void>,
): Promise<void> {
  const members = openMembers(file, (count) => {
    feed.summary.bytes += count;
  });
  for await (const { name, content } of members) {
    for await (const record of feed.reader.read(content, name)) {
      stopAtFileFault(name, record);
      account(feed, name, record);
      if (isGood(record) && batcher.push(record.cdr)) {
        await send();
        tell(feed, file);
      }
      if (feed.options.signal?.aborted) return;
    }
  }
}

function tell({ summary, totalBytes, options }: Feed, file: string): void {
  const { bytes, records, rejected } = summary;
  options.onProgress?.({ file, bytes, totalBytes, records, rejected });
}

function account(feed: Feed, file: string, record: FeedRecord): void {
  if (isBad(record)) refuse(feed, file, record);
  else {
    feed.summary.lines += 1;
    if (!isGood(record)) feed.summary.skipped += 1;
    else if (record.note !== undefined) feed.summary.assumed += 1;
  }
}

function refuse({ summary, rejects, options }: Feed, file: string, line: BadLine): void {
  summary.lines += 1;
  summary.rejected += 1;
  rejects?.write(line);
  options.onRejected?.(file, line);
}
