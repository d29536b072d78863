import { reachHours } from '../builds/hours.ts';

/** Name of the stitched minutes in `builds`; their carrier is ''. */
export const callsName = 'calls';

/** Hours of a build, from `first` until before `end`, whole seconds since 1970. */
export type Stage = {
  readonly build: number;
  readonly first: number;
  readonly end: number;
};

/** Times of a stage's hours, of the hours that reach into them, and so many minutes more. Prunes days and primary keys. */
export const within = (time: string, moreMin = 0) =>
  `${time} >= fromUnixTimestamp({first: Int64} - ${3_600 * reachHours + 60 * moreMin})
      AND ${time} < fromUnixTimestamp({end: Int64} + ${3_600 * reachHours + 60 * moreMin})`;

/**
 * Kept calls of some hours of a stage, each with the hour of its first leg; what stands behind FROM. `hours` is SQL for a set of
 * hours, `conditions` begins with AND.
 */
export const keptCalls = (hours: string, conditions = '') => `(
    SELECT * EXCEPT (build), build AS minute_build, toStartOfHour(minute, 'UTC') AS hour
    FROM stitched_calls
    WHERE ${within('minute')} AND toStartOfHour(minute, 'UTC') IN (${hours})
      AND (minute, build) IN (
        SELECT bucket, build FROM builds FINAL WHERE rollup = '${callsName}' AND ${within('bucket')})${conditions}
  )`;
