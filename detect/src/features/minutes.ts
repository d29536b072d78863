import { defineQuery, defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { timeS } from '@ringtrace/schemas/columns';
import { stitchedMinutes } from '@ringtrace/schemas/tables/campaigns';
import { z } from 'zod';
import { nextBuild } from '../builds/build-number.ts';
import { hoursAround } from '../builds/hours.ts';
import { aroundStageS, isCurrent, type Stage, within } from './kept-calls.ts';
import { type Batch, batchesOf } from './minutes-due.ts';
import { changedPair, edgeS, stitchCalls, stitchReachMin, stitchRules } from './stitch.ts';

/** Legs of one statement, about: bounds its memory. */
const legsPerStatement = 1_500_000;

const offsets = Array.from({ length: 2 * stitchReachMin + 1 }, (_, i) => i - stitchReachMin);

/** What a minute's build has seen, where the rules of today have stitched it; else [], as of a minute that never was stitched. */
const seenByRules = `if(s.seen[1] = ${stitchRules}, arraySlice(s.seen, 2), [])`;

/**
 * Minutes of a stage's hours, and of the hours beside them, for which other legs have arrived than their build has seen, or for the
 * minutes around them: a call may reach over a minute's edge. Reads no CDRs. Equality only, as with all builds.
 */
const minutesToStitch = defineQuery<Stage>()({
  name: 'minutes to stitch',
  row: z.object({
    minute: z.number(),
    build: z.number(),
    arrived: z.array(z.number()),
    seen: z.array(z.number()),
  }),
  sql: `
SELECT toUnixTimestamp(a.bucket) AS minute, s.build AS build, a.arrived AS arrived, ${seenByRules} AS seen
FROM (
  SELECT at - toIntervalMinute(offset) AS bucket,
    [${offsets.map((offset) => `sumIf(cdrs, offset = ${offset})`).join(', ')}] AS arrived
  FROM (
    SELECT minute AS at, cdrs, arrayJoin([${offsets.join(', ')}]) AS offset
    FROM arrivals WHERE ${within('minute', aroundStageS + edgeS)}
  )
  WHERE toStartOfHour(bucket, 'UTC') IN (${hoursAround})
  GROUP BY bucket HAVING sumIf(cdrs, offset = 0) > 0
) AS a
LEFT JOIN (SELECT minute, build, seen FROM stitched_minutes FINAL WHERE ${within('minute', aroundStageS)}) AS s
  ON s.minute = a.bucket
WHERE a.arrived != ${seenByRules}
ORDER BY minute
SETTINGS prefer_column_name_to_alias = 1`,
});

const minutes = values(timeS());
type Minutes = Stage & Pick<Batch, 'whole' | 'partly' | 'changed' | 'beside'>;

/**
 * Stitches a share of the calls of some minutes. About 5 us a leg.
 * @public A test sends long lists of every exported statement.
 */
export const stitchMinutesOf = defineStatement<Minutes & { share: number; shares: number }>()({
  name: 'stitch minutes',
  lists: { whole: minutes, partly: minutes, changed: minutes, beside: minutes },
  sql: stitchCalls,
});

/**
 * Of minutes that are stitched again in part, the calls of all other pairs of numbers are kept as they are.
 * @public As above.
 */
export const keepOtherCalls = defineStatement<Minutes>()({
  name: 'keep other calls',
  lists: { whole: minutes, partly: minutes, changed: minutes, beside: minutes },
  sql: `
INSERT INTO stitched_calls
SELECT * REPLACE ({build: UInt64} AS build)
FROM (
  SELECT * FROM stitched_calls
  WHERE minute IN (SELECT value FROM partly) AND ${isCurrent(0)} AND NOT ${changedPair}
)`,
});

/**
 * Stitches what a stage's hours, and those beside them, lack, in statements of about `mostLegs` legs. A crash half-way leaves the rest
 * due.
 */
export async function stitchMinutes(store: Store, stage: Stage, mostLegs = legsPerStatement): Promise<void> {
  const due = await store.query(minutesToStitch, stage);
  // Above all that it replaces: another worker's clock may be ahead.
  let build = due.reduce((highest, row) => Math.max(highest, row.build), stage.build);
  for (const batch of batchesOf(due, mostLegs)) {
    build = nextBuild(build);
    const times = batch.rows.map(({ minute }) => minute);
    const { whole, partly, changed, beside, shares } = batch;
    const bounds = { first: Math.min(...times), end: Math.max(...times) + 60 };
    const parameters = { build, ...bounds, whole, partly, changed, beside };
    for (let share = 0; share < shares; share += 1)
      await store.run(stitchMinutesOf, { ...parameters, share, shares });
    if (partly.length > 0) await store.run(keepOtherCalls, parameters);
    const seen = batch.rows.map(({ minute, arrived }) => ({
      minute,
      build,
      seen: [stitchRules, ...arrived],
    }));
    await store.insertRows(stitchedMinutes, seen);
  }
}
