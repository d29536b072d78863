import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { pause } from '@ringtrace/platform/pause';
import { feedTopic } from '@ringtrace/schemas/topics';
import { createBatcher } from '../batches.ts';
import { type BadLine, FeedError, type FeedFormat, type FeedRecord, isBad, isGood } from '../format.ts';
import { createPace } from '../pace.ts';
import { Files } from './files.ts';
import type { Followed } from './follow.ts';
import { openState } from './open-state.ts';
import { createOutlet } from './outlet.ts';
import { keepRefused } from './refused.ts';
import { openSpool } from './spool.ts';
import { type FeedState, makeFolder, saveFeedState } from './state.ts';

export interface WatchOptions {
  readonly kafka: Kafka;
  readonly carrier: string;
  readonly format: FeedFormat;
  /** IANA time zone of the times that do not name theirs. */
  readonly timezone?: string | undefined;
  /** A text that says how files are read. If it differs from the last run's, all files are fed again. */
  readonly reading: string;
  readonly directory: string;
  /** The folder of this feed's state, refused lines and spool. Only one process may use it at a time. */
  readonly folder: string;
  /** The source in batch headers. It must be the same at each start. */
  readonly source: string;
  /**
   * Most bytes on disk of batches that wait for the broker, and most bytes of refused lines. Reading stops at this
   * size.
   */
  readonly diskBytes: number;
  /** Most records a second. */
  readonly rate?: number | undefined;
  /** Aborting ends the feed in order: what was read is sent or on disk, and the positions are saved. */
  readonly signal: AbortSignal;
  readonly onNotice?: (text: string) => void;
  readonly onRefused?: (file: string, line: BadLine) => void;
  readonly onProgress?: (progress: WatchProgress) => void;
  /** Time between two looks for more, ms. */
  readonly pollMs?: number;
  /** How long a file must be unchanged to be done or, where it is compressed, to be read, ms. */
  readonly quietMs?: number;
}

export type WatchProgress = Omit<FeedState, 'positions'>;

/** Records read of one file before the next file has its turn. */
const turnRecords = 20_000;
/**
 * The state is saved this often, ms. A large state is saved less often, so that saving takes a twentieth of the time at
 * most.
 */
const saveEveryMs = 1_000;
const restsAfterSave = 20;
/** How many notices are remembered, so that each is given once. */
const mostSaid = 1_000;
const connectRetries = 4;

/**
 * Feeds the files of a directory, and those that come later, until the signal aborts. Each record is sent at least
 * once: a position is saved only when the broker has acknowledged the records before it, or the disk holds them. Throws
 * FeedError where only an operator can help.
 */
export async function watchDirectory(options: WatchOptions): Promise<WatchProgress> {
  makeFolder(options.folder);
  const feed = new DirectoryFeed(options);
  try {
    await feed.run();
  } finally {
    await feed.close();
  }
  return feed.progress();
}

class DirectoryFeed {
  readonly #options: WatchOptions;
  readonly #state: FeedState;
  readonly #files: Files;
  readonly #pace;
  readonly #spool;
  readonly #batcher;
  readonly #outlet;
  readonly #refused;
  #taken = 0;
  #saveAgainAt = 0;
  #changed = true;
  #wasFull = false;
  readonly #said = new Set<string>();

  constructor(options: WatchOptions) {
    const { directory, format, timezone, folder, quietMs = 2_000, carrier } = options;
    this.#options = options;
    this.#state = openState(options);
    this.#pace = createPace(options.rate);
    this.#spool = openSpool(`${folder}/spool`);
    this.#refused = keepRefused(folder, options.diskBytes);
    const { source, sequence, positions } = this.#state;
    this.#batcher = createBatcher(source, Math.max(sequence, this.#spool.lastSequence));
    this.#outlet = createOutlet({
      topic: feedTopic(carrier),
      source,
      spool: this.#spool,
      connect: () => this.#connect(),
      onTrouble: (trouble) => this.#trouble(trouble),
    });
    this.#files = new Files({
      directory,
      reader: format.open({ timezone }),
      positions,
      quietMs,
      onProblem: (text) => this.#notice(text),
    });
  }

  async #connect() {
    const { kafka, carrier } = this.#options;
    await ensureTopic(kafka, feedTopic(carrier));
    return openProducer(kafka, { retries: connectRetries });
  }

  #trouble(trouble: string): void {
    if (trouble === this.#state.trouble) return;
    if (trouble === '') this.#options.onNotice?.('the broker takes batches again');
    else if (this.#state.trouble === '')
      this.#options.onNotice?.(`the broker takes no batches (${trouble}): they go to disk until it does`);
    this.#state.trouble = trouble;
    this.#changed = true;
  }

  /** Gives a notice once, though its cause is found again at each look. */
  #notice(text: string): void {
    if (!this.#said.has(text)) this.#options.onNotice?.(text);
    if (this.#said.size >= mostSaid) this.#said.clear();
    this.#said.add(text);
  }

  async run(): Promise<void> {
    const { signal, pollMs = 1_000 } = this.#options;
    while (!signal.aborted) {
      const waiting = this.#spool.batches;
      await this.#outlet.drain(signal);
      this.#changed ||= this.#spool.batches !== waiting;
      const moved = !this.#full() && (await this.#readFiles());
      await this.#settle();
      if (!moved) await pause(pollMs, signal);
    }
    await this.#save();
  }

  #full(): boolean {
    const full = this.#spool.bytes >= this.#options.diskBytes;
    if (full && !this.#wasFull)
      this.#options.onNotice?.(
        'the disk space for batches is used up: reading goes on once the broker takes them',
      );
    this.#wasFull = full;
    return full;
  }

  /** Gives each file its turn. True where there was anything to read. */
  async #readFiles(): Promise<boolean> {
    try {
      await this.#files.look();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      this.#notice(`can't look into the directory: ${error.message}`);
      return false;
    }
    let moved = false;
    for (const file of this.#files.toRead()) {
      if (this.#options.signal.aborted || this.#full()) break;
      if (await this.#turn(file)) moved = true;
    }
    return moved;
  }

  async #turn(file: Followed): Promise<boolean> {
    const { signal } = this.#options;
    const before = this.#taken;
    const { name } = file.seen;
    try {
      const reached = await file.read({
        take: (record, path) => this.#take(`${name}${path}`, record),
        paused: () => this.#taken - before >= turnRecords || signal.aborted || this.#full(),
        last: this.#files.isDone(file),
      });
      const moved = reached !== 'all' || this.#taken > before;
      this.#changed ||= moved;
      return moved;
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      this.#notice(error.message);
      return true;
    }
  }

  #take(name: string, record: FeedRecord): Promise<void> | undefined {
    this.#taken += 1;
    if (isGood(record)) return this.#batcher.push(record.cdr) ? this.#send() : undefined;
    if (isBad(record)) {
      this.#refused.keep(name, record);
      this.#state.totals.refused += 1;
      this.#options.onRefused?.(name, record);
    }
    return undefined;
  }

  async #send(): Promise<void> {
    for (const batch of this.#batcher.take()) {
      await this.#outlet.push(batch);
      this.#state.totals.batches += 1;
      this.#state.totals.records += batch.records;
      await this.#pace(batch.records, this.#options.signal);
    }
  }

  /** Waits until everything read is with the broker or on disk. Only then does it count as fed. */
  async #settle(): Promise<void> {
    await this.#send();
    await this.#outlet.settle();
    this.#refused.settle();
    await this.#files.fed();
    this.#state.sequence = this.#batcher.sequence();
    if (this.#changed && performance.now() >= this.#saveAgainAt) await this.#save();
    this.#options.onProgress?.(this.progress());
  }

  progress(): WatchProgress {
    const { batches, bytes } = this.#spool;
    return { ...this.#state, spool: { batches, bytes } };
  }

  async #save(): Promise<void> {
    const began = performance.now();
    const positions = this.#files.positions();
    await saveFeedState(this.#options.folder, { ...this.progress(), savedAt: Date.now(), positions });
    this.#saveAgainAt = began + Math.max(saveEveryMs, restsAfterSave * (performance.now() - began));
    this.#changed = false;
  }

  async close(): Promise<void> {
    this.#state.pid = 0;
    await this.#files.close();
    await this.#outlet.close();
    await this.#save();
  }
}
