import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { builds, currentHours, mergeName } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import { nextBuild } from '../builds/build-number.ts';
import { dayLists, inDays, type LookAt } from '../builds/days.ts';

/**
 * Hours whose current build is not the one that the last merge saw: that one stands in the column `arrivals` of the
 * merge's row. Builds are compared for equality only, since another worker may finish with an older build number. A
 * crash between judging and merging leaves the hour here.
 */
export const unmergedHours = `
SELECT j.bucket AS hour, j.build AS build, m.build AS noted
FROM (${currentHours} AND ${inDays('bucket', 'near')}) AS j
LEFT JOIN (
  SELECT bucket, build, arrivals FROM builds FINAL WHERE rollup = '${mergeName}' AND ${inDays('bucket', 'near')}
) AS m ON m.bucket = j.bucket
WHERE j.build != m.arrivals`;

/** The same as rows. `hour` is s since 1970; `noted` is the build number of the merge's own row. */
export const hoursDue = defineQuery<LookAt>()({
  name: 'hours to merge',
  lists: dayLists,
  row: z.object({ hour: z.number(), build: z.number(), noted: z.number() }),
  sql: `SELECT toUnixTimestamp(hour) AS hour, build, noted FROM (${unmergedHours}) ORDER BY hour`,
});
export type HourDue = z.infer<typeof hoursDue.row>;

/** Notes that a merge has seen these hours. `due` must have been read before the merge began. */
export async function noteMerged(store: Store, due: readonly HourDue[]): Promise<void> {
  await store.insertRows(
    builds,
    due.map(({ hour, build, noted }) => ({
      rollup: mergeName,
      carrier: '',
      bucket: hour,
      build: nextBuild(noted),
      arrivals: build,
    })),
  );
}
