import { defineQuery, defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { rows, values } from '@ringtrace/platform/lists';
import { timeS, uint64 } from '@ringtrace/schemas/columns';
import { stitchedMinutes, stitchLegs, stitchPairs } from '@ringtrace/schemas/tables/judging';
import { z } from 'zod';
import { nextBuild } from '../builds/build-number.ts';
import { hoursAround } from '../builds/hours.ts';
import { aroundStageS, isCurrent, type Stage, within } from './kept-calls.ts';
import { type Batch, batchesOf, dueOf, isStitched, type MinuteSeen } from './minutes-due.ts';
import type { LeftLegs, RestingMinutes } from './resting-minutes.ts';
import { changedPair, noteLegs, notePairs } from './stitch/pairs.ts';
import { edgeS, offsets } from './stitch/reach.ts';
import { stitchCalls, stitchRules } from './stitch/stitch.ts';

/**
 * Legs of one statement, about: bounds its memory, some 0.6 GB for a million. A minute with more legs is cut into shares, and each share reads
 * all of them.
 */
const legsPerStatement = 3_000_000;

/** What a minute's build has seen, where the rules of today have stitched it; else [], as of a minute that never was stitched. */
const seenByRules = `if(s.seen[1] = ${stitchRules}, arraySlice(s.seen, 2), [])`;

/**
 * Minutes of a stage's hours, and of the hours beside them. Each has the legs that have arrived for it and the minutes around it, and those
 * that its build has seen. A call may reach over a minute's edge. Reads no CDRs.
 */
const minutesSeen = defineQuery<Stage>()({
  name: 'minutes and what they have seen',
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
ORDER BY minute
SETTINGS prefer_column_name_to_alias = 1`,
});

const minutes = values(timeS());

type Looked = { looked: readonly Pick<MinuteSeen, 'minute' | 'build'>[] };
const looked = rows({ minute: timeS(), build: uint64() });

/**
 * Notes the new legs of minutes that are stitched again in part.
 * @public A test sends long lists of every exported statement.
 */
export const noteLegsOf = defineStatement<Stage & Pick<Batch, 'changed'> & Looked>()({
  name: 'note new legs',
  lists: { changed: minutes, looked },
  sql: noteLegs,
});

/**
 * Notes the pairs of numbers whose calls are stitched again.
 * @public As above.
 */
export const notePairsOf = defineStatement<
  Stage & Pick<Batch, 'whole' | 'changed' | 'beside' | 'edges'> & Looked
>()({
  name: 'note pairs of numbers',
  lists: { whole: minutes, changed: minutes, beside: minutes, edges: minutes, looked },
  sql: notePairs,
});

/**
 * Stitches a share of the calls of some minutes. About 5 us a leg.
 * @public As above.
 */
export const stitchMinutesOf = defineStatement<
  Stage & Pick<Batch, 'whole' | 'partly' | 'beside' | 'unkept'> & Looked & { share: number; shares: number }
>()({
  name: 'stitch minutes',
  lists: { whole: minutes, partly: minutes, beside: minutes, unkept: minutes, looked },
  sql: stitchCalls,
});

/**
 * Minutes that were stitched again in part, and in which the calls of the changed pairs of numbers are as before. Nearly all minutes
 * without a new leg are among them.
 * @public As above.
 */
export const minutesAsBefore = defineQuery<Stage & Pick<Batch, 'partly'>>()({
  name: 'minutes with the same calls as before',
  lists: { partly: minutes },
  row: z.object({ minute: z.number() }),
  sql: `
SELECT toUnixTimestamp(value) AS minute FROM partly
WHERE value NOT IN (
  SELECT minute
  FROM (
    SELECT minute, build = {build: UInt64} AS is_new, cityHash64(call_key, content) AS content
    FROM stitched_calls
    WHERE minute IN (SELECT value FROM partly) AND ${changedPair} AND (build = {build: UInt64} OR ${isCurrent(0)})
  )
  GROUP BY minute
  HAVING countIf(is_new) != countIf(NOT is_new) OR sumIf(content, is_new) != sumIf(content, NOT is_new)
)
SETTINGS prefer_column_name_to_alias = 1`,
});

/**
 * Of minutes that are stitched again in part, the calls of all other pairs of numbers are kept as they are.
 * @public As above.
 */
export const keepOtherCalls = defineStatement<Stage & Pick<Batch, 'partly'>>()({
  name: 'keep other calls',
  lists: { partly: minutes },
  sql: `
INSERT INTO stitched_calls
SELECT * REPLACE ({build: UInt64} AS build)
FROM (
  SELECT * FROM stitched_calls
  WHERE minute IN (SELECT value FROM partly) AND ${isCurrent(0)} AND NOT ${changedPair}
)`,
});

export interface Stitching {
  /** Legs of one statement, about. */
  readonly mostLegs?: number;
  /** Leaves late legs of some minutes to a later round; default: none are left. */
  readonly resting?: RestingMinutes | undefined;
}

/**
 * Stitches what a stage's hours, and those beside them, lack. A crash half-way leaves the rest due. Returns the legs that are left for
 * a later round.
 */
export async function stitchMinutes(
  store: Store,
  stage: Stage,
  { mostLegs = legsPerStatement, resting }: Stitching = {},
): Promise<readonly LeftLegs[]> {
  const found = await store.query(minutesSeen, stage);
  const { known, left } = resting?.look(found, performance.now()) ?? { known: found, left: [] };
  const stitched = known.filter(isStitched);
  const due = dueOf(known);
  // Above all that it replaces: another worker's clock may be ahead.
  let build = due.reduce((highest, row) => Math.max(highest, row.build), stage.build);
  for (const batch of batchesOf(due, mostLegs, known)) {
    build = nextBuild(build);
    await stitchBatch(store, build, batch, stitched);
  }
  return left;
}

/** Those of the minutes whose calls have not changed: their build still holds. */
async function minutesLeft(store: Store, stage: Stage, partly: readonly number[]): Promise<number[]> {
  if (partly.length === 0) return [];
  return (await store.query(minutesAsBefore, { ...stage, partly })).map(({ minute }) => minute);
}

async function stitchBatch(
  store: Store,
  build: number,
  { rows: due, shares, changed, edges, whole, partly, beside, unkept }: Batch,
  stitched: readonly MinuteSeen[],
): Promise<void> {
  const times = due.map(({ minute }) => minute);
  const [first, end] = [Math.min(...times), Math.max(...times) + 60];
  const stage = { build, first, end };
  const near = stitched.filter(({ minute }) => minute >= first - 2 * edgeS && minute < end + edgeS);
  if (changed.length > 0) await store.run(noteLegsOf, { ...stage, changed, looked: near });
  await store.run(notePairsOf, { ...stage, whole, changed, beside, edges, looked: near });
  for (let share = 0; share < shares; share += 1)
    await store.run(stitchMinutesOf, {
      ...stage,
      whole,
      partly,
      beside,
      unkept,
      looked: near,
      share,
      shares,
    });
  const asBefore = new Set(await minutesLeft(store, stage, partly));
  const others = partly.filter((minute) => !asBefore.has(minute));
  if (others.length > 0) await store.run(keepOtherCalls, { ...stage, partly: others });
  const seen = due.map(({ minute, arrived, build: before }) => ({
    minute,
    // Of equal builds the row that was written last holds.
    build: asBefore.has(minute) ? before : build,
    seen: [stitchRules, ...arrived],
  }));
  await store.insertRows(stitchedMinutes, seen);
  for (const { name } of [stitchLegs, stitchPairs])
    await store.command(`ALTER TABLE ${name} DROP PARTITION ${build}`);
}
