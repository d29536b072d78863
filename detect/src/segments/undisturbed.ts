import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { timeS } from '@ringtrace/schemas/columns';
import { z } from 'zod';
import { hoursAround } from '../builds/hours.ts';
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

const noted = 'FROM judge_minutes WHERE build = {build: UInt64}';

/**
 * What a judgement and its kept calls lack. There are four losses: minutes that are not noted as stitched; minutes
 * with kept calls that the judgement has not read; calls that only one of both still has; segments of which an
 * earlier build wrote down the calls, and the keys of these are gone. Reads no CDRs.
 * @public A test sends long lists of every exported statement.
 */
export const callLosses = defineQuery<Stage & { arrived: readonly number[] }>()({
  name: 'calls that a judgement has lost',
  lists: { arrived: values(timeS()) },
  row: z.object({
    forgotten: z.number(),
    unread: z.number(),
    read: z.number(),
    kept: z.number(),
    unwritten: z.number(),
  }),
  sql: `
SELECT
  (SELECT count() FROM arrived
    WHERE value NOT IN (SELECT minute FROM stitched_minutes FINAL WHERE ${within('minute', aroundStageS)})) AS forgotten,
  (SELECT uniqExact(minute) FROM stitched_calls
    WHERE ${isCurrent(aroundStageS)}
      AND minute IN (SELECT value FROM arrived) AND minute NOT IN (SELECT minute ${noted})) AS unread,
  (SELECT sum(calls) ${noted}) AS read,
  (SELECT count() FROM stitched_calls
    WHERE ${within('minute', aroundStageS)} AND (minute, build) IN (SELECT minute, minute_build ${noted})) AS kept,
  (SELECT count() FROM segments_store
    WHERE ${within('hour', 0)} AND build = {build: UInt64} AND verdict != 'ordinary'
      AND (hour, calls_build, segment_id) NOT IN (
        SELECT hour, build, segment_id FROM segment_call_keys WHERE ${within('hour', 0)})) AS unwritten`,
});

/**
 * Throws where another worker's sweep has deleted something that this judgement reads. The judgement must not be used then: calls
 * would be missing from it. `arrived` are the minutes that had arrived before its calls were noted.
 */
export async function checkUndisturbed(
  store: Store,
  stage: Stage,
  arrived: readonly number[],
): Promise<void> {
  const [losses] = await store.query(callLosses, { ...stage, arrived });
  if (losses === undefined) throw new Error('the store does not say what the judgement has lost');
  const { forgotten, unread, read, kept, unwritten } = losses;
  if (forgotten === 0 && unread === 0 && read === kept && unwritten === 0) return;
  throw new Error(
    `stitched calls were deleted while their hours were judged: ${forgotten} minutes are not stitched any more, ` +
      `${unread} were not read, of ${read} calls ${kept} are left, and ${unwritten} segments have none. The hours are judged again. ` +
      'Run one detect worker only, and others as standbys, if this happens again and again',
  );
}
