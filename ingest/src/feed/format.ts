import type { Cdr } from '@ringtrace/schemas/cdr';
import type { Mapping } from './mapping/mapping.ts';

/** A line that is no record of its format. */
export interface BadLine {
  /** From 1. */
  readonly line: number;
  /** Why, in words for whoever wrote the file; names fields, never their values. */
  readonly reason: string;
  /** The line as it came. */
  readonly text: string;
  /** The reason is one of the file, and so of each of its lines: its header lacks a column, say. */
  readonly wholeFile?: true;
}

export interface GoodLine {
  readonly line: number;
  readonly cdr: Cdr;
  /** What had to be assumed, in words: `end_time: is in the hour that clocks repeat, ...` */
  readonly note?: string;
}

/** A record of the format that is no call by itself: a start whose end is another record, or one that waits for it. */
interface OtherLine {
  readonly line: number;
  readonly skipped: true;
}

export type FeedRecord = GoodLine | BadLine | OtherLine;

export interface FeedContext {
  /** IANA zone of times that don't say theirs; given wherever the format needs one. */
  readonly timezone: string | undefined;
}

/** One switch's file format. Adding one is a file of its own and a line in `formats.ts`. */
export interface FeedFormat {
  /** As `ringtrace feed --format` names it. */
  readonly name: string;
  /** The format's times don't say their zone. */
  readonly needsTimezone: boolean;
  /** Reads one switch's files, one after the other. Throws FeedError where the zone is unknown. */
  open(context: FeedContext): FeedReader;
  /** The same format with what a mapping file says differently. Throws FeedError where it says nothing of use to it. */
  extend?(file: Mapping): FeedFormat;
}

export interface FeedReader {
  /**
   * One file's records in its order, from bytes that are already decompressed. Every row but an empty one or a header
   * gives exactly one, a quoted value's line ends being part of its row. More bytes never change the records that were
   * given before the file's end, so that a file that is read again gives the same ones first; a bad line costs only
   * itself. Values that are merely wrong are passed on: the worker validates them, and what it refuses is a dead letter.
   */
  read(source: AsyncIterable<Buffer>, file: string): AsyncIterable<FeedRecord>;
  /**
   * Lines, given as no calls by themselves, that wait for their other half, which may be in a file to come: an answered
   * call without its end, or the other way round. At the end of a feed they are refused.
   */
  unfinished?(): readonly UnfinishedLine[];
}

export interface UnfinishedLine extends BadLine {
  readonly file: string;
}

export const isGood = (record: FeedRecord): record is GoodLine => 'cdr' in record;

export const isBad = (record: FeedRecord): record is BadLine => 'reason' in record;

/** A feed that can't be done as asked; the message names the file or option and the way out. */
export class FeedError extends Error {
  override name = 'FeedError';
}
