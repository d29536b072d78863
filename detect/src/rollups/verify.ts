import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { builtFrom } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';
import { bucketOf, type Rollup } from '../builds/rollup.ts';
import { rollups } from './all.ts';

const difference = z.object({
  rollup: z.string(),
  carrier: z.string(),
  /** Start of the bucket, UTC. */
  bucket: z.string(),
  /** What differs, and both values as text. `rows` = the bucket has more or fewer rows than it should. */
  column: z.string(),
  built: z.string(),
  expected: z.string(),
});
export type RollupDifference = z.infer<typeof difference>;

/** More say no more. */
const mostDifferences = 100;

/** Counts of a rollup; their sums over a bucket must agree. Everything else goes into the hash of the whole row. */
const counts = (rollup: Rollup) =>
  ['legs', 'answered', 'short_answered', 'duration_s'].filter((name) => name in rollup.store.columns);

function perBucket(rollup: Rollup, source: string): string {
  const columns = Object.keys(rollup.store.columns).filter((name) => name !== 'build');
  const sums = counts(rollup).map((name) => `toString(sum(${name}))`);
  return `SELECT toString(carrier) AS carrier, ${rollup.bucketColumn} AS bucket,
      [toString(count()), ${sums.join(', ')}, toString(sum(cityHash64(${columns.join(', ')})))] AS figures
    FROM ${source} GROUP BY carrier, bucket`;
}

/**
 * Buckets still waiting to be built are no difference: they are the backlog. Buckets before the horizon are not built
 * any more.
 */
function differencesOf(rollup: Rollup) {
  const names = ['rows', ...counts(rollup), 'content'];
  const built = `SELECT (carrier, bucket) FROM builds FINAL WHERE rollup = '${rollup.name}'`;
  const current = `cdr
    WHERE toUnixTimestamp(start_time) >= toUnixTimestamp(${builtFrom})
      AND (carrier, ${bucketOf(rollup.bucketMinutes, 'start_time')}) IN (${built})`;
  return defineQuery()({
    name: `differences of ${rollup.name}`,
    row: difference,
    sql: `
WITH
  built AS (${perBucket(rollup, `${rollup.view.name} WHERE ${rollup.bucketColumn} >= ${builtFrom}`)}),
  expected AS (${perBucket(rollup, `(${rollup.select({ current, every: current })})`)})
SELECT '${rollup.name}' AS rollup, if(e.carrier = '', b.carrier, e.carrier) AS carrier,
  toString(if(e.carrier = '', b.bucket, e.bucket)) AS bucket,
  name AS column, figure.1 AS built, figure.2 AS expected
FROM (SELECT * FROM built) AS b
FULL OUTER JOIN (SELECT * FROM expected) AS e ON e.carrier = b.carrier AND e.bucket = b.bucket
ARRAY JOIN ${JSON.stringify(names).replaceAll('"', "'")} AS name,
  arrayMap(i -> (b.figures[i], e.figures[i]), range(1, ${names.length + 1})) AS figure
WHERE figure.1 != figure.2
ORDER BY rollup, carrier, bucket, column LIMIT ${mostDifferences}`,
  });
}

/** Compares what every rollup says with what cdr says right now. Empty = they agree; at most 100 per rollup. */
export async function verifyRollups(store: Store): Promise<RollupDifference[]> {
  const all = await Promise.all(rollups.map((rollup) => store.query(differencesOf(rollup), {})));
  return all.flat();
}
