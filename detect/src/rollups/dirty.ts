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
