import { hourS } from '@ringtrace/schemas/durations';
import { reachHours } from '../builds/hours.ts';

/** Hours of a build, from `first` until before `end`, whole seconds since 1970. */
export type Stage = {
  readonly build: number;
  readonly first: number;
  readonly end: number;
};

/** Times from `first` until before `end`, and so many seconds around them. Prunes days and primary keys. */
export const within = (time: string, aroundS: number) =>
  `${time} >= fromUnixTimestamp({first: Int64} - ${aroundS}) AND ${time} < fromUnixTimestamp({end: Int64} + ${aroundS})`;

/** Rows of stitched_calls that hold: those of each minute's newest build. */
export const isCurrent = (aroundS: number) => `${within('minute', aroundS)}
      AND (minute, build) IN (SELECT minute, build FROM stitched_minutes FINAL WHERE ${within('minute', aroundS)})`;

/** The hours that reach into a stage's own ones. */
export const aroundStageS = hourS * reachHours;

/**
 * SQL to stand behind FROM, with its WHERE: the kept calls that a build has noted. planned: of the hours that it judges.
 * around: of the hours beside these, too. `conditions` begins with AND.
 */
export const notedCalls = (hours: 'planned' | 'around', conditions = '') => `stitched_calls
    WHERE ${within('minute', hours === 'planned' ? 0 : aroundStageS)}
      AND (minute, build) IN (SELECT minute, minute_build FROM judge_minutes WHERE build = {build: UInt64}${hours === 'planned' ? ' AND planned' : ''})${conditions}`;

/** Those of the planned hours as a subquery, each with the hour of its first leg. */
export const keptCalls = (conditions = '') => `(
    SELECT * EXCEPT (build), build AS minute_build, toStartOfHour(minute, 'UTC') AS hour
    FROM ${notedCalls('planned', conditions)}
  )`;
