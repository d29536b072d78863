import type { Table, View } from '@ringtrace/schemas/table';

/** A table rebuilt from cdr for the buckets that changed. */
export interface Rollup {
  /** Its name in `builds`. */
  readonly name: string;
  readonly store: Table;
  readonly view: View;
  /** The column that holds the bucket's start. */
  readonly bucketColumn: string;
  readonly bucketMinutes: number;
  /** The rows of some buckets: a SELECT over cdr, its FROM and WHERE filled in by `source`. Column names are the store's, build left out. */
  readonly select: (source: string) => string;
}

export const bucketOf = (minutes: number, column: string) =>
  `toStartOfInterval(${column}, INTERVAL ${minutes} MINUTE, 'UTC')`;
