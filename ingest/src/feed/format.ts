import type { Cdr } from '@ringtrace/schemas/cdr';
import type { Mapping } from './mapping/mapping.ts';

/** A line that can't be read as a record of its format. */
export interface BadLine {
  /** Line number, from 1. */
  readonly line: number;
  /** The reason, for whoever wrote the file. It names fields, never their values. */
  readonly reason: string;
  /** The line as it came. */
  readonly text: string;
  /** The reason concerns the whole file, such as a header without a column. */
  readonly wholeFile?: true;
}

export interface GoodLine {
  readonly line: number;
  readonly cdr: Cdr;
  /** What had to be assumed, in words, such as `end_time: is in the hour that clocks repeat, ...`. */
  readonly note?: string;
}

/**
 * A record that is valid but is no call by itself, such as the start record of a session, or one that waits for its
 * other half.
 */
interface OtherLine {
  readonly line: number;
  readonly skipped: true;
}

export type FeedRecord = GoodLine | BadLine | OtherLine;

export interface FeedContext {
  /** IANA time zone of the times that do not name theirs. Given wherever the format needs one. */
  readonly timezone: string | undefined;
}

/** The file format of a switch. A new format is a file of its own in `formats/` and a line in `formats.ts`. */
export interface FeedFormat {
  /** The name that `ringtrace feed --format` takes. */
  readonly name: string;
  /** Whether the times in the format's files do not name their zone. */
  readonly needsTimezone: boolean;
  /**
   * Gives a reader for the files of one switch, to be read one after the other. Throws FeedError for an unknown time
   * zone.
   */
  open(context: FeedContext): FeedReader;
  /**
   * The same format with the changes that a mapping file states. Throws FeedError where the mapping can't change this
   * format.
   */
  extend?(file: Mapping): FeedFormat;
}

export interface FeedReader {
  /**
   * Reads the records of one file, in the order of the file, from decompressed bytes. Each row that is neither empty
   * nor a header gives exactly one record.
   * When a file grows and is read again, the records that were complete before come first again, unchanged. A bad line
   * costs only itself. A value that is merely wrong is passed on: the worker checks it, and makes the record a dead
   * letter.
   */
  read(raw: AsyncIterable<Buffer>, file: string): AsyncIterable<FeedRecord>;
  /**
   * Lines that wait for their other half, which may be in a file to come: an answered call without its end, or an end
   * without its call. They were given as skipped. At the end of a feed they are refused.
   */
  unfinished?(): readonly UnfinishedLine[];
}

export interface UnfinishedLine extends BadLine {
  readonly file: string;
}

export const isGood = (record: FeedRecord): record is GoodLine => 'cdr' in record;

export const isBad = (record: FeedRecord): record is BadLine => 'reason' in record;

/** A feed that can't be done as it was asked for. The message names the file or option, and what to do. */
export class FeedError extends Error {
  override name = 'FeedError';
}
