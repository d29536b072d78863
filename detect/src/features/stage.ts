import { defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { rows } from '@ringtrace/platform/lists';
import { bool, enumeration, keyword, timeS, uint64 } from '@ringtrace/schemas/columns';
import { callerClasses, originKeyColumns, segmentKinds } from '@ringtrace/schemas/segment-key';
import { hoursAround, plannedHours } from '../builds/hours.ts';
import { aroundStageS, isCurrent, type Stage } from './kept-calls.ts';
import { markedCalls } from './mark.ts';
import { stitchMinutes } from './minutes.ts';
import { noteNumbers } from './numbers.ts';
import { originKeyNames, placeNames, type SegmentKey, segmentKeyNames, stagedKey } from './segment-key.ts';
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

/** Stitches what is missing of a build's hours, and fills the working space with what their calls add up to. */
export async function sumCalls(store: Store, stage: Stage): Promise<void> {
  await stitchMinutes(store, stage);
  for (const step of [noteMinutes, noteNumbers, noteParts, sumSegments]) await store.command(step, stage);
}

const columns = [
  'minute',
  'minute_build',
  'call_key',
  'calling_number',
  'called_number',
  'start_time',
  'answered',
  'duration_s',
  'carriers',
  'origin_provider',
  'claimed_origin',
  'entry_provider',
  'next_provider',
  ...originKeyNames,
].join(', ');

const keys = rows({
  hour: timeS(),
  kind: enumeration(segmentKinds),
  number: uint64(),
  ...originKeyColumns,
  caller_class: enumeration(callerClasses),
  called_back_at: keyword(),
  callers_called: bool(),
});
const place = placeNames.join(', ');

/**
 * Fills `judge_stage` with the calls of some segments. Only calls of their numbers and places are marked.
 * @public A test sends long lists of every exported statement.
 */
export const stageCalls = defineStatement<Stage & { keys: readonly SegmentKey[] }>()({
  name: 'stage calls of segments',
  lists: { keys },
  sql: `
INSERT INTO judge_stage (build, ${stagedKey}, ${columns})
SELECT {build: UInt64}, ${stagedKey}, ${columns}
FROM (${markedCalls(`
      AND (calling_number IN (SELECT number FROM keys WHERE kind = 'number')
        OR (${place}) IN (SELECT ${place} FROM keys WHERE kind = 'source'))`)})
WHERE (${stagedKey}) IN (SELECT ${segmentKeyNames.join(', ')} FROM keys)`,
});
