import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { builds } from '@ringtrace/schemas/tables/rollups';
import { z } from 'zod';
import { nextBuild } from '../builds/build-number.ts';
import { dayLists, inDays, type LookAt } from '../builds/days.ts';
import { judgeName } from '../builds/hours.ts';

/** Name in `builds` under which a merge notes each hour's build it has seen, as its arrivals. */
const mergeName = 'merge';

/**
 * Hours whose judgement is not the one the last merge saw. Equality only: a worker that judges beside this one may
 * finish with an older build number, and a crash between judging and merging leaves the hour here.
 */
export const unmergedHours = `
SELECT j.bucket AS hour, j.build AS build, m.build AS noted
FROM (SELECT bucket, build FROM builds FINAL WHERE rollup = '${judgeName}' AND ${inDays('bucket', 'near')}) AS j
LEFT JOIN (
  SELECT bucket, build, arrivals FROM builds FINAL WHERE rollup = '${mergeName}' AND ${inDays('bucket', 'near')}
) AS m ON m.bucket = j.bucket
WHERE j.build != m.arrivals`;

export const hoursDue = defineQuery<LookAt>()({
  name: 'hours to merge',
  lists: dayLists,
  row: z.object({ hour: z.number(), build: z.number(), noted: z.number() }),
  sql: `SELECT toUnixTimestamp(hour) AS hour, build, noted FROM (${unmergedHours}) ORDER BY hour`,
});
export type HourDue = z.infer<typeof hoursDue.row>;

/** Notes that a merge begun after `due` was read has seen these hours. */
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
