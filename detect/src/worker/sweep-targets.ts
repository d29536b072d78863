import {
  currentCallKeys,
  currentSegmentCalls,
  segmentCallKeys,
  segmentCallsStore,
  segmentsStore,
} from '@ringtrace/schemas/tables/campaigns';
import { stitchedCalls, stitchedMinutes } from '@ringtrace/schemas/tables/judging';
import { currentHours } from '@ringtrace/schemas/tables/rollups';
import { rollups } from '../rollups/all.ts';

/** A table of which superseded rows are deleted. */
export interface Target {
  readonly table: string;
  /** A table beside it that says which builds hold, and changes by itself. */
  readonly beside?: string;
  /** Names the partition of a time: a day for rollups, a month for segments. */
  readonly partitionOf: (time: string) => string;
  readonly time: string;
  readonly key: string;
  /** The builds that hold, of the partitions that `are` says, such as `= 202604`. */
  readonly current: (are: string) => string;
}

const days = (time: string) => `toYYYYMMDD(${time})`;
const months = (time: string) => `toYYYYMM(${time})`;

/** Every table whose rows a later build supersedes. */
export const targets: readonly Target[] = [
  ...rollups.map(({ name, store, bucketColumn }) => ({
    table: store.name,
    partitionOf: days,
    time: bucketColumn,
    key: `(carrier, ${bucketColumn}, build)`,
    current: (are: string) =>
      `SELECT carrier, bucket, build FROM builds FINAL WHERE rollup = '${name}' AND ${days('bucket')} ${are}`,
  })),
  {
    table: stitchedCalls.name,
    beside: stitchedMinutes.name,
    partitionOf: days,
    time: 'minute',
    key: '(minute, build)',
    current: (are: string) =>
      `SELECT minute, build FROM stitched_minutes FINAL WHERE ${days('minute')} ${are}`,
  },
  {
    table: segmentsStore.name,
    partitionOf: months,
    time: 'hour',
    key: '(hour, build)',
    current: (are: string) => `${currentHours} AND ${months('bucket')} ${are}`,
  },
  ...[
    { table: segmentCallKeys.name, holds: currentCallKeys },
    { table: segmentCallsStore.name, holds: currentSegmentCalls },
  ].map(({ table, holds }) => ({
    table,
    beside: segmentsStore.name,
    partitionOf: months,
    time: 'hour',
    key: '(hour, build, segment_id)',
    current: (are: string) => `${holds} AND ${months('hour')} ${are}`,
  })),
];
