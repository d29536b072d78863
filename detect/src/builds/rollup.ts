import type { Table, View } from '@ringtrace/schemas/table';

/** CDRs of some buckets, as what stands behind FROM, WHERE included. */
interface Source {
  /** Each once, at its highest revision, as the view cdr has them or as they are stored. */
  readonly current: string;
  /** The same and perhaps earlier revisions and withdrawn ones: cheaper to read. */
  readonly every: string;
}

/** A table rebuilt from cdr for the buckets that changed. */
export interface Rollup {
  /** Its name in `builds`. */
  readonly name: string;
  readonly store: Table;
  readonly view: View;
  /** The column that holds the bucket's start. */
  readonly bucketColumn: string;
  readonly bucketMinutes: number;
  /** The rows of some buckets, out of their CDRs. Column names are the store's, build left out. */
  readonly select: (source: Source) => string;
}

export const bucketOf = (minutes: number, column: string) =>
  `toStartOfInterval(${column}, INTERVAL ${minutes} MINUTE, 'UTC')`;
