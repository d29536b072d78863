import { defineQuery, defineStatement } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { timeS, uint64 } from '@ringtrace/schemas/columns';
import { hourS } from '@ringtrace/schemas/durations';
import { judgedFrom } from '@ringtrace/schemas/tables/retention';
import { judgeName } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import { dayLists, inDays, type LookAt } from './days.ts';

/**
 * Name in `builds` of the judged hours with the arrivals of the hour itself; with those of the hours beside it, too,
 * it is `judgeName`.
 */
export const judgeOwnName = 'judge: own hour';

/** The hours that a build judges. */
export const plannedHours = `SELECT bucket FROM build_plans WHERE build = {build: UInt64} AND rollup = '${judgeName}'`;

/** Traffic this many hours before and after an hour may change its judgement: call-backs and repeated calls. */
export const reachHours = 1;

/** The same hours and those around them that may change their judgement. */
export const hoursAround = `
  SELECT bucket + toIntervalHour(arrayJoin(range(-${reachHours}, ${reachHours + 1}))) FROM (${plannedHours})`;

/**
 * Hours to judge in some days: those whose arrivals, or those of the hours beside them, differ from what their
 * judgement has seen. Equality only, as with rollups: no clock, no cursor. The sums of the outermost hours are whole
 * because the days beside are read as well. Hours before the horizon of retention are not judged any more: what is
 * left of them says nothing. `own_seen`: how many arrivals of the hour itself are judged.
 */
export const dirtyHours = `
SELECT a.hour AS hour, a.arrivals AS arrivals, a.own_arrivals AS own_arrivals, b.own_seen AS own_seen
FROM (
  SELECT hour, sum(cdrs) AS arrivals, sumIf(cdrs, own) AS own_arrivals
  FROM (
    SELECT cdrs, toStartOfHour(minute, 'UTC') AS own_hour,
      arrayJoin(range(0, ${2 * reachHours + 1})) AS step,
      own_hour + toIntervalHour(step - ${reachHours}) AS hour, step = ${reachHours} AS own
    FROM arrivals WHERE ${inDays('minute', 'near')}
  )
  GROUP BY hour HAVING own_arrivals > 0
    AND (${inDays(`hour - toIntervalHour(${reachHours})`, 'days')} OR ${inDays(`hour + toIntervalHour(${reachHours})`, 'days')})
) AS a
LEFT JOIN (
  SELECT bucket, sumIf(arrivals, rollup = '${judgeName}') AS seen, sumIf(arrivals, rollup = '${judgeOwnName}') AS own_seen
  FROM (
    SELECT rollup, bucket, arrivals FROM builds FINAL
    WHERE rollup IN ('${judgeName}', '${judgeOwnName}') AND ${inDays('bucket', 'near')}
  )
  GROUP BY bucket
) AS b ON a.hour = b.bucket
WHERE a.arrivals != b.seen AND a.hour >= ${judgedFrom}`;

const dirtyHour = z.object({
  hour: z.number(),
  arrivals: z.number(),
  own_arrivals: z.number(),
  own_seen: z.number(),
});
export type DirtyHour = z.infer<typeof dirtyHour>;

/** The same as rows; hours are s since 1970. */
export const hoursToJudge = defineQuery<LookAt>()({
  name: 'hours to judge',
  lists: dayLists,
  sql: `SELECT toUnixTimestamp(hour) AS hour, arrivals, own_arrivals, own_seen FROM (${dirtyHours}) ORDER BY hour`,
  row: dirtyHour,
});

/** Seconds between a planned hour and the hour of legs that were left. */
const secondsAway = "abs(toUnixTimestamp(bucket) - toUnixTimestamp(toStartOfHour(legs.1, 'UTC')))";
/** Legs that were left, of the planned hour and of so many hours on both sides. */
const leftAround = (hours: number) =>
  `arraySum(legs -> if(${secondsAway} <= ${hours * hourS}, legs.2, 0), left_legs)`;

/**
 * Says what a judgement has seen, once it is there: readers switch to it. It has not seen the legs that it left (`minute` in s since
 * 1970). So their hours stay dirty, and those beside them.
 */
export const noteJudged = defineStatement<{
  build: number;
  left: readonly { readonly minute: number; readonly cdrs: number }[];
}>()({
  name: 'hours that are judged',
  lists: { left: rows({ minute: timeS(), cdrs: uint64() }) },
  sql: `
INSERT INTO builds (rollup, carrier, bucket, build, arrivals)
WITH (SELECT groupArray((minute, cdrs)) FROM left) AS left_legs
SELECT rollup, carrier, bucket, build,
  arrivals - least(arrivals, if(rollup = '${judgeOwnName}', ${leftAround(0)}, ${leftAround(reachHours)}))
FROM build_plans WHERE build = {build: UInt64}`,
});
