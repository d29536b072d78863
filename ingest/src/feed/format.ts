import type { Cdr } from '@ringtrace/schemas/cdr';

/** A line that is no record of its format. */
export interface BadLine {
  /** From 1. */
  readonly line: number;
  /** Why, in words for whoever wrote the file; names fields, never their values. */
  readonly reason: string;
  /** The line as it came. */
  readonly text: string;
}

export interface GoodLine {
  readonly line: number;
  readonly cdr: Cdr;
}

export type FeedRecord = GoodLine | BadLine;

export interface FeedContext {
  /** IANA zone of the file's times; given wherever the format needs one. */
  readonly timezone: string;
}

/** One switch's file format. Adding one is a file of its own and a line in `formats.ts`. */
export interface FeedFormat {
  /** As `ringtrace feed --format` names it. */
  readonly name: string;
  /** The format's times don't say their zone. */
  readonly needsTimezone: boolean;
  /**
   * One file's records in its order, from bytes that are already decompressed. Every line but an empty one becomes
   * exactly one good or bad record; a bad line costs only itself. Values that are merely wrong are passed on: the
   * worker judges them, and what it refuses is a dead letter.
   */
  read(source: AsyncIterable<Buffer>, context: FeedContext): AsyncIterable<FeedRecord>;
}

export const isGood = (record: FeedRecord): record is GoodLine => 'cdr' in record;

/** A feed that can't be done as asked; the message names the file or option and the way out. */
export class FeedError extends Error {
  override name = 'FeedError';
}
