import { defineQuery, defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { nextBuild } from '../builds/build-number.ts';
import { insertBuilds } from '../builds/dirty.ts';
import { hoursAround } from '../builds/hours.ts';
import { callsName, type Stage, within } from './kept-calls.ts';
import { stitchCalls, stitchReachMin } from './stitch.ts';

/** Legs of one statement, about: bounds its memory. */
const legsPerBuild = 1_500_000;

/**
 * Minutes of the planned hours, and of the hours beside them, whose calls are not stitched yet, or from other legs than are stored
 * now. A call may reach from one minute into the next ones, so a minute is held against the arrivals of those beside it too.
 * Equality only, as with all builds.
 */
const dirtyMinutes = `
SELECT m.bucket AS bucket, m.arrivals AS arrivals, m.own AS own
FROM (
  SELECT arrived + toIntervalMinute(step) AS bucket, sum(cdrs) AS arrivals, sumIf(cdrs, step = 0) AS own
  FROM (
    SELECT minute AS arrived, cdrs, arrayJoin(range(-${stitchReachMin}, ${stitchReachMin + 1})) AS step
    FROM arrivals WHERE ${within('minute', stitchReachMin)}
  )
  WHERE toStartOfHour(bucket, 'UTC') IN (${hoursAround})
  GROUP BY bucket HAVING own > 0
) AS m
LEFT JOIN (
  SELECT bucket, arrivals FROM builds FINAL WHERE rollup = '${callsName}' AND ${within('bucket')}
) AS b ON b.bucket = m.bucket
WHERE m.arrivals != b.arrivals`;

type StitchPlan = Stage & { readonly stitch: number };

/** Plans builds of bounded size, the first of them named `stitch` and the others by the numbers after it. */
const planMinutes = defineStatement<StitchPlan>()({
  name: 'plan of minutes to stitch',
  sql: `INSERT INTO build_plans (build, rollup, carrier, bucket, arrivals)
    SELECT {stitch: UInt64} + intDiv(legs_before, ${legsPerBuild}), '${callsName}', '', bucket, arrivals
    FROM (SELECT *, sum(own) OVER (ORDER BY bucket) - own AS legs_before FROM (${dirtyMinutes}))`,
});

const plannedBuilds = defineQuery<{ stitch: number }>()({
  name: 'builds of minutes to stitch',
  row: z.object({ build: z.number(), first: z.number(), last: z.number() }),
  sql: `SELECT build, toUnixTimestamp(min(bucket)) AS first, toUnixTimestamp(max(bucket)) AS last
    FROM build_plans WHERE build >= {stitch: UInt64} AND rollup = '${callsName}' AND build < {stitch: UInt64} + 1000000
    GROUP BY build ORDER BY build`,
});

/** Stitches what a stage's hours, and those beside them, lack. A crash half-way leaves the rest dirty. */
export async function stitchMinutes(store: Store, stage: Stage): Promise<void> {
  const stitch = nextBuild(stage.build);
  await store.run(planMinutes, { ...stage, stitch });
  for (const { build, first, last } of await store.query(plannedBuilds, { stitch })) {
    await store.command(stitchCalls, { build, first, end: last + 60 });
    await store.command(insertBuilds, { build });
  }
}
