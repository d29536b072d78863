import { defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { timeS } from '@ringtrace/schemas/columns';
import { type SegmentRow, segmentsStore } from '@ringtrace/schemas/tables/campaigns';
import { workingTables } from '@ringtrace/schemas/tables/judging';
import { nextBuild } from '../builds/build-number.ts';
import { dayLists, type LookAt } from '../builds/days.ts';
import { highestBuild, insertBuilds, planned, plannedRange } from '../builds/dirty.ts';
import { dirtyHours, hourS, judgeName, judgeOwnName } from '../builds/hours.ts';
import { knownUntil, transits } from '../features/features.ts';
import type { Stage } from '../features/kept-calls.ts';
import { segmentKeyName } from '../features/segment-key.ts';
import { claimedOf } from '../features/sources.ts';
import { keepCallKeys, sumCalls } from '../features/stage.ts';
import { ordinaryOutcomes, segmentCounts } from '../features/sums.ts';
import { baselineOf } from './baseline.ts';
import { detailsOf, type KeptSegment } from './details.ts';
import { elsewhereOf } from './elsewhere.ts';
import { notOver } from './recent.ts';
import { baselinesOf, judgeSegment } from './score.ts';
import { featuresOf, keptSegments } from './screen.ts';
import { segmentRow } from './segment.ts';
import { hasMembersOf } from './unchanged.ts';
import { checkUndisturbed, minutesArrived } from './undisturbed.ts';

/** Hours of one build: bounds its memory. Earliest first. */
const hoursPerBuild = 12;

/** @public A test sends long lists of every exported statement. */
export const planHours = defineStatement<LookAt & { build: number; resting: readonly number[] }>()({
  name: 'plan of hours to judge',
  sql: `INSERT INTO build_plans (build, rollup, carrier, bucket, arrivals)
    SELECT {build: UInt64}, plan.1, carrier, bucket, plan.2
    FROM (${planned(
      `SELECT '' AS carrier, hour AS bucket, arrivals, own_arrivals FROM (${dirtyHours})
        WHERE NOT (is_beside AND hour IN (SELECT value FROM resting))`,
      hoursPerBuild,
    )})
    ARRAY JOIN [('${judgeName}', arrivals), ('${judgeOwnName}', own_arrivals)] AS plan`,
  lists: { ...dayLists, resting: values(timeS()) },
});

/**
 * Judges hours of some days whose traffic changed, wholesale, and replaces their segments. `resting` (s since 1970) are left out while
 * their own arrivals are judged. Returns the hours judged; 0 = none was due. A crash half-way leaves them dirty, and so does another worker's sweep in between: then it throws.
 */
export async function judgeDirtyHours(
  store: Store,
  look: LookAt,
  resting: readonly number[] = [],
): Promise<number> {
  const [highest] = await store.query(highestBuild, look);
  const build = nextBuild(highest?.build ?? 0);
  await store.run(planHours, { build, ...look, resting });
  const [range] = await store.query(plannedRange, { build });
  if (range === undefined || range.buckets === 0) return 0;
  const stage = { build, first: range.first, end: range.last + hourS };
  const arrived = await store.query(minutesArrived, stage);
  await sumCalls(store, stage);
  await writeSegments(store, stage);
  await checkUndisturbed(
    store,
    stage,
    arrived.map(({ minute }) => minute),
  );
  await store.command(insertBuilds, { build });
  for (const { name } of workingTables) await store.command(`ALTER TABLE ${name} DROP PARTITION ${build}`);
  return range.buckets;
}

async function writeSegments(store: Store, stage: Stage): Promise<void> {
  const { build } = stage;
  const ordinary = baselinesOf(await store.query(ordinaryOutcomes, { build }));
  const baselineAt = (hour: number) => ordinary.get(hour) ?? baselineOf([], []);
  const kept = keptSegments(await store.query(segmentCounts, { build }), baselineAt);
  if (kept.length === 0) return;
  const known = await detailsOf(store, stage, kept);
  const elsewhere = await elsewhereOf(store, stage, kept, known);
  const newest = new Map(
    (await store.query(knownUntil, { build })).map(({ hour, known_until_ms }) => [hour, known_until_ms]),
  );
  const meeting = Map.groupBy(await store.query(transits, stage), ({ hour }) => hour);
  const isTransit = (hour: number, name: string) =>
    meeting.get(hour)?.some(({ provider }) => provider === name) ?? false;
  const rows = kept.map(({ segment_id, counts }) => {
    const of = known.get(segment_id);
    if (of === undefined) throw new Error(`no calls are left of the segment ${segmentKeyName(counts)}`);
    const by_transit = isTransit(counts.hour, claimedOf(counts));
    const features = featuresOf(counts, of.details);
    const open = notOver(features, newest.get(counts.hour));
    const use = elsewhere.get(segment_id);
    const judgement = judgeSegment({ ...features, ...use, ...open, by_transit }, baselineAt(counts.hour));
    const { origin, before } = of;
    const calls_build = before !== undefined && hasMembersOf(judgement, before) ? before.calls_build : build;
    return segmentRow(judgement, { origin, calls_build, build, content: counts.content });
  });
  await store.insertRows(segmentsStore, rows);
  await writeCallKeys(store, stage, kept, rows);
}

/** Writes down the calls of segments that have others than before. An ordinary one has no suspicious calls. */
async function writeCallKeys(
  store: Store,
  stage: Stage,
  kept: readonly KeptSegment[],
  rows: readonly SegmentRow[],
): Promise<void> {
  const written = new Set(
    rows.flatMap(({ segment_id, verdict, calls_build }) =>
      verdict !== 'ordinary' && calls_build === stage.build ? [segment_id] : [],
    ),
  );
  const changed = kept.flatMap(({ segment_id, counts: { segment } }) =>
    written.has(segment_id) ? [{ segment, segment_id }] : [],
  );
  if (changed.length > 0) await store.run(keepCallKeys, { ...stage, changed });
}
