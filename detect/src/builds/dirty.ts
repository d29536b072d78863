import { defineQuery } from '@ringtrace/platform/clickhouse';
import { builtFrom } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';
import { dayLists, inDays, type LookAt } from './days.ts';
import { bucketOf, type Rollup } from './rollup.ts';

/**
 * Buckets of some days whose arrivals differ from what their build has seen: no clock and no cursor, so it heals
 * itself. None before the horizon of retention.
 */
export function dirtyBuckets(rollup: Rollup): string {
  return `
SELECT a.carrier AS carrier, a.bucket AS bucket, a.cdrs AS arrivals, b.arrivals AS seen
FROM (
  SELECT carrier, ${bucketOf(rollup.bucketMinutes, 'minute')} AS bucket, sum(cdrs) AS cdrs
  FROM arrivals WHERE ${inDays('minute', 'days')} GROUP BY carrier, bucket
) AS a
LEFT JOIN (
  SELECT carrier, bucket, arrivals FROM builds FINAL WHERE rollup = '${rollup.name}' AND ${inDays('bucket', 'days')}
) AS b ON a.carrier = b.carrier AND a.bucket = b.bucket
WHERE a.cdrs != b.arrivals AND a.bucket >= ${builtFrom}`;
}

/**
 * The earliest of some dirty buckets, no more than a day of them: a build reads the days between its first and last
 * bucket, and one CDR with a wrong year must not make it read everything.
 */
export const planned = (dirty: string, most: number) => `
SELECT * EXCEPT (earliest) FROM (SELECT *, min(bucket) OVER () AS earliest FROM (${dirty}))
WHERE bucket < earliest + toIntervalHour(24)
ORDER BY bucket, carrier LIMIT ${most}`;

/** How many buckets a build has planned, and the first and last of them, seconds since 1970. */
export const plannedRange = defineQuery<{ build: number }>()({
  name: 'range of a build',
  sql: `SELECT uniqExact(carrier, bucket) AS buckets, toUnixTimestamp(min(bucket)) AS first, toUnixTimestamp(max(bucket)) AS last
    FROM build_plans WHERE build = {build: UInt64}`,
  row: z.object({ buckets: z.number(), first: z.number(), last: z.number() }),
});

/** Says what a build has seen, once it is there: readers switch to it. */
export const insertBuilds = `INSERT INTO builds (rollup, carrier, bucket, build, arrivals)
  SELECT rollup, carrier, bucket, build, arrivals FROM build_plans WHERE build = {build: UInt64}`;

/** Of the builds that one of these days may replace, and of those under way. */
export const highestBuild = defineQuery<LookAt>()({
  name: 'highest build',
  lists: dayLists,
  sql: `SELECT greatest(
      (SELECT max(build) FROM builds WHERE ${inDays('bucket', 'near')}), (SELECT max(build) FROM build_plans)) AS build`,
  row: z.object({ build: z.number() }),
});
