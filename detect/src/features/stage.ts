import { defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import { hoursAround, plannedHours } from '../builds/hours.ts';
import { noteCallPairs } from './around.ts';
import { aroundStageS, isCurrent, type Stage } from './kept-calls.ts';
import { stitchMinutes } from './minutes.ts';
import { noteNumbers } from './numbers.ts';
import { notePlaces } from './places.ts';
import type { LeftLegs, RestingMinutes } from './resting-minutes.ts';
import { noteParts } from './source-key.ts';
import { sumSegments } from './sums.ts';

/** Fills `judge_minutes`: all that follows reads the same calls, whatever another worker does meanwhile. */
export const noteMinutes = `
INSERT INTO judge_minutes (build, minute, minute_build, planned, calls)
SELECT {build: UInt64}, minute, build AS minute_build, toStartOfHour(minute, 'UTC') IN (${plannedHours}), count()
FROM stitched_calls
WHERE ${isCurrent(aroundStageS)} AND toStartOfHour(minute, 'UTC') IN (${hoursAround})
GROUP BY minute, minute_build
SETTINGS prefer_column_name_to_alias = 1`;

/**
 * Stitches what is missing of a build's hours, and fills the working space with what their calls add up to. Returns the legs that
 * `resting` leaves for a later round.
 */
export async function sumCalls(
  store: Store,
  stage: Stage,
  resting?: RestingMinutes,
): Promise<readonly LeftLegs[]> {
  const left = await stitchMinutes(store, stage, { resting });
  for (const step of [noteMinutes, noteNumbers, noteCallPairs, notePlaces, noteParts, sumSegments])
    await store.command(step, stage);
  return left;
}

/**
 * Writes down the keys of the calls of some segments. They outlast the working space: whoever needs a segment's legs
 * finds them by these.
 * @public A test sends long lists of every exported statement.
 */
export const keepCallKeys = defineStatement<
  Stage & { changed: readonly { segment: string; segment_id: string }[] }
>()({
  name: 'keep keys of calls',
  lists: { changed: rows({ segment: text(), segment_id: text() }) },
  sql: `
INSERT INTO segment_call_keys (hour, build, segment_id, call_keys)
SELECT s.hour, {build: UInt64}, c.segment_id, s.call_keys
FROM (
  SELECT hour, segment, call_keys FROM judge_sums
  WHERE build = {build: UInt64} AND segment IN (SELECT toUUIDOrZero(segment) FROM changed)
) AS s
INNER JOIN (SELECT toUUIDOrZero(segment) AS segment, segment_id FROM changed) AS c ON c.segment = s.segment`,
});
