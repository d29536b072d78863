import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { bucketOf, type Rollup } from './rollup.ts';

/** Buckets whose arrivals differ from what their build has seen: no clock and no cursor, so it heals itself. */
export function dirtyBuckets(rollup: Rollup): string {
  return `
SELECT a.carrier AS carrier, a.bucket AS bucket, a.cdrs AS arrivals
FROM (
  SELECT carrier, ${bucketOf(rollup.bucketMinutes, 'minute')} AS bucket, sum(cdrs) AS cdrs
  FROM arrivals GROUP BY carrier, bucket
) AS a
LEFT JOIN (
  SELECT carrier, bucket, arrivals FROM builds FINAL WHERE rollup = '${rollup.name}'
) AS b ON a.carrier = b.carrier AND a.bucket = b.bucket
WHERE a.cdrs != b.arrivals`;
}

/**
 * The earliest of some dirty buckets, no more than a day of them: a build reads the days between its first and last
 * bucket, and one CDR with a wrong year must not make it read everything.
 */
export const planned = (dirty: string, most: number) => `
SELECT * EXCEPT (earliest) FROM (SELECT *, min(bucket) OVER () AS earliest FROM (${dirty}))
WHERE bucket < earliest + toIntervalHour(24)
ORDER BY bucket, carrier LIMIT ${most}`;

export const countDirty = (rollup: Rollup) =>
  defineQuery()({
    name: `dirty buckets of ${rollup.name}`,
    sql: `SELECT count() AS dirty FROM (${dirtyBuckets(rollup)})`,
    row: z.object({ dirty: z.number() }),
  });

export const highestBuild = defineQuery()({
  name: 'highest build',
  sql: 'SELECT greatest((SELECT max(build) FROM builds), (SELECT max(build) FROM build_plans)) AS build',
  row: z.object({ build: z.number() }),
});
