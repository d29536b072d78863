import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { timeS } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { hoursAround, plannedHours } from '../builds/hours.ts';
import { aroundStageS, isCurrent, type Stage, within } from '../features/kept-calls.ts';

/** Minutes of a stage's hours, and of the hours beside them, for which something has arrived; s since 1970. */
export const minutesArrived = defineQuery<Stage>()({
  name: 'minutes that have arrived',
  row: z.object({ minute: z.number() }),
  sql: `SELECT toUnixTimestamp(at) AS minute
    FROM (
      SELECT minute AS at, sum(cdrs) AS arrived FROM arrivals
      WHERE ${within('minute', aroundStageS)} AND toStartOfHour(minute, 'UTC') IN (${hoursAround}) GROUP BY minute
    )
    WHERE arrived > 0`,
});

const ofStage = 'FROM judge_stage WHERE build = {build: UInt64}';

/**
 * What a stage and its kept calls lack: minutes that are not noted as stitched, minutes with kept calls of which the stage has none,
 * and calls that only one of both still has. Reads no CDRs.
 * @public A test sends long lists of every exported statement.
 */
export const stageLosses = defineQuery<Stage & { arrived: readonly number[] }>()({
  name: 'what a stage has lost',
  lists: { arrived: values(timeS()) },
  row: z.object({ forgotten: z.number(), unstaged: z.number(), staged: z.number(), kept: z.number() }),
  sql: `
SELECT
  (SELECT count() FROM arrived
    WHERE value NOT IN (SELECT minute FROM stitched_minutes FINAL WHERE ${within('minute', aroundStageS)})) AS forgotten,
  (SELECT uniqExact(minute) FROM stitched_calls
    WHERE ${isCurrent(0)}
      AND minute IN (SELECT value FROM arrived) AND toStartOfHour(minute, 'UTC') IN (${plannedHours})
      AND minute NOT IN (SELECT minute ${ofStage})) AS unstaged,
  (SELECT count() ${ofStage}) AS staged,
  (SELECT count() FROM stitched_calls
    WHERE ${within('minute', 0)} AND (minute, build) IN (SELECT DISTINCT minute, minute_build ${ofStage})) AS kept`,
});

/**
 * Throws where another worker's sweep has deleted something that this judgement reads. The judgement must not be used then: calls
 * would be missing from it. `arrived` are the minutes that had arrived before the stage was filled.
 */
export async function checkUndisturbed(
  store: Store,
  stage: Stage,
  arrived: readonly number[],
): Promise<void> {
  const [losses] = await store.query(stageLosses, { ...stage, arrived });
  if (losses === undefined) throw new Error('the store does not say what the stage has lost');
  const { forgotten, unstaged, staged, kept } = losses;
  if (forgotten === 0 && unstaged === 0 && staged === kept) return;
  throw new Error(
    `stitched calls were deleted while their hours were judged: ${forgotten} minutes are not stitched any more, ` +
      `${unstaged} are missing from the stage, which has ${staged} calls of ${kept}. The hours are judged again. ` +
      'Run one detect worker only, and others as standbys, if this happens again and again',
  );
}
