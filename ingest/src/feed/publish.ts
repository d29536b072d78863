import { basename } from 'node:path';
import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { feedTopic } from '@ringtrace/schemas/topics';
import { createBatcher } from './batches.ts';
import { type BadLine, type FeedFormat, isGood } from './format.ts';
import { checkReadable, openFile, standardInput } from './open-file.ts';
import { checkFeedOptions, type FeedSource } from './options.ts';
import { createPace, type Pace } from './pace.ts';
import { openRejects, type RejectsFile } from './rejects.ts';
import { createSender, type Sender } from './sender.ts';

export interface FeedProgress {
  /** The file being read. */
  readonly file: string;
  /** Bytes read of all files as they lie there. */
  readonly bytes: number;
  /** Bytes of all files; 0 where standard input is among them. */
  readonly totalBytes: number;
  readonly records: number;
  readonly rejected: number;
}

export interface FeedSummary {
  files: number;
  /** Lines that are not empty: records + rejected. */
  lines: number;
  /** Records the broker has acknowledged. */
  records: number;
  /** Lines that are no record of the format; nothing of them was sent. */
  rejected: number;
  batches: number;
  /** Of the files as they lie there. */
  bytes: number;
}

export interface FeedOptions extends FeedSource {
  readonly kafka: Kafka;
  readonly onProgress?: ((progress: FeedProgress) => void) | undefined;
  /** Where refused lines go as they came; no file without it. */
  readonly rejects?: string | undefined;
  /** Records a second, at most: a backfill that leaves room for what is live. */
  readonly rate?: number | undefined;
  /** Hears of every line that was refused. */
  readonly onRejected?: ((file: string, line: BadLine) => void) | undefined;
  /** Aborting it ends the feed behind the batch being made; what is sent by then is acknowledged and accounted for. */
  readonly signal?: AbortSignal | undefined;
}

/** What a feed needs before anything is sent. Throws FeedError. */
async function prepare(options: FeedOptions) {
  const format = checkFeedOptions(options);
  const sizes = await checkReadable(options.files);
  const totalBytes = options.files.includes(standardInput) ? 0 : sizes.reduce((sum, size) => sum + size, 0);
  return { format, topic: feedTopic(options.carrier), totalBytes };
}

/**
 * Publishes switch files to the carrier's topic, which is made where it doesn't exist. Memory stays the same whatever
 * the size of the files. Throws FeedError, before anything is sent, where an option is wrong or a file can't be read.
 * Feeding a file again is harmless: the store keeps each CDR once.
 */
export async function feedFiles(options: FeedOptions): Promise<FeedSummary> {
  const { format, topic, totalBytes } = await prepare(options);
  const rejects = options.rejects === undefined ? undefined : openRejects(options.rejects, options.files);
  const summary: FeedSummary = { files: 0, lines: 0, records: 0, rejected: 0, batches: 0, bytes: 0 };
  try {
    await ensureTopic(options.kafka, topic);
    const producer = await openProducer(options.kafka);
    try {
      const sender = createSender(producer);
      const pace = createPace(options.rate);
      for (const file of options.files) {
        if (options.signal?.aborted) break;
        await feedFile({ file, format, topic, totalBytes, sender, pace, summary, rejects, options });
        summary.files += 1;
      }
    } finally {
      await producer.close();
    }
  } finally {
    rejects?.close();
  }
  return summary;
}

interface OneFile {
  readonly file: string;
  readonly format: FeedFormat;
  readonly topic: string;
  readonly totalBytes: number;
  readonly sender: Sender;
  readonly pace: Pace;
  readonly summary: FeedSummary;
  readonly rejects: RejectsFile | undefined;
  readonly options: FeedOptions;
}

/** Batch headers hold at most this much of a source's name. */
const longestSource = 128;

const sourceOf = (file: string) =>
  file === standardInput ? 'stdin' : basename(file).slice(-longestSource).toWellFormed();

async function feedFile({
  file,
  format,
  topic,
  totalBytes,
  sender,
  pace,
  summary,
  rejects,
  options,
}: OneFile): Promise<void> {
  const source = sourceOf(file);
  const batcher = createBatcher(source);

  async function send(): Promise<void> {
    for (const { message, records } of batcher.take()) {
      await sender.send({ topic, key: source, value: message });
      summary.batches += 1;
      summary.records += records;
      // What a slow feed has made doesn't wait for a request to fill.
      if (options.rate !== undefined) await sender.flush();
      await pace(records, options.signal);
    }
    const { bytes, records, rejected } = summary;
    options.onProgress?.({ file, bytes, totalBytes, records, rejected });
  }

  const bytes = openFile(file, (count) => {
    summary.bytes += count;
  });
  try {
    for await (const record of format.read(bytes, { timezone: options.timezone ?? 'UTC' })) {
      summary.lines += 1;
      if (isGood(record)) {
        if (batcher.push(record.cdr)) await send();
      } else {
        summary.rejected += 1;
        rejects?.write(record);
        options.onRejected?.(file, record);
      }
      if (options.signal?.aborted) break;
    }
  } finally {
    // What was read before a file turned out damaged is fed all the same.
    await send();
    await sender.flush();
  }
}
