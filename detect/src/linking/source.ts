import type { Store } from '@ringtrace/platform/clickhouse';
import {
  type Customer,
  currentSegments,
  type Hours,
  judgedHours,
  ordinarySegments,
  type Segment,
} from '../segments/queries.ts';

/** An hour (its start, s since 1970) and the build of the segments that it was judged into last. */
interface JudgedHour {
  readonly hour: number;
  readonly build: number;
}

/** Calling numbers, and customers of providers. */
export interface Owners {
  readonly numbers: readonly number[];
  readonly customers: readonly Customer[];
}

/** What linking reads. Segments of builds that are not current are never in an answer. */
export interface SegmentSource {
  judgedHours(): Promise<readonly JudgedHour[]>;
  /** Segments of these hours, all but the ordinary ones. */
  segments(hours: Hours): Promise<readonly Segment[]>;
  /** Ordinary segments of these hours that belong to one of these numbers or customers. */
  ordinarySegments(hours: Hours, owners: Owners): Promise<readonly Segment[]>;
}

export const storeSegments = (store: Store): SegmentSource => ({
  judgedHours: () => store.query(judgedHours, {}),
  segments: (hours) => store.query(currentSegments, hours),
  ordinarySegments: (hours, owners) => store.query(ordinarySegments, { ...hours, ...owners }),
});
