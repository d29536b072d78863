import { defineStatement, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { timeS } from '@ringtrace/schemas/columns';
import { segmentsStore } from '@ringtrace/schemas/tables/campaigns';
import { workingTables } from '@ringtrace/schemas/tables/judging';
import { nextBuild } from '../builds/build-number.ts';
import { dayLists, type LookAt } from '../builds/days.ts';
import { highestBuild, insertBuilds, planned, plannedRange } from '../builds/dirty.ts';
import { dirtyHours, hourS, judgeName, judgeOwnName } from '../builds/hours.ts';
import { ordinaryOutcomes, segmentCounts } from '../features/counts.ts';
import { type Counts, knownUntil, transits } from '../features/features.ts';
import type { Stage } from '../features/kept-calls.ts';
import { segmentKeyName } from '../features/segment-key.ts';
import { asked, claimedOf } from '../features/sources.ts';
import { keepCallKeys, sumCalls } from '../features/stage.ts';
import { baselineOf } from './baseline.ts';
import { detailsOf, type KeptSegment, type Looked } from './details.ts';
import { elsewhereOf } from './elsewhere.ts';
import { writtenSegment } from './judged-segment.ts';
import type { Judgement } from './judgement.ts';
import type { Known, LastJudgement } from './last-judgement.ts';
import { notOver } from './recent.ts';
import { baselinesOf, judgeSegment } from './score.ts';
import { featuresOf, keptSegments } from './screen.ts';
import { memberBins, segmentRow, type Written } from './segment.ts';
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
 * Judges hours of some days whose traffic changed, wholesale, and replaces their segments. `last` knows what the judgement before has
 * written, and is told what this one has. `resting` (s since 1970) are left out while their own arrivals are judged. Returns the hours
 * judged; 0 = none was due. A crash half-way leaves them dirty, and so does another worker's sweep in between: then it throws.
 */
export async function judgeDirtyHours(
  store: Store,
  look: LookAt,
  last: LastJudgement,
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
  const written = await writeSegments(store, stage, last);
  await checkUndisturbed(
    store,
    stage,
    arrived.map(({ minute }) => minute),
  );
  await store.command(insertBuilds, { build });
  last.keep(build, written);
  for (const { name } of workingTables) await store.command(`ALTER TABLE ${name} DROP PARTITION ${build}`);
  return range.buckets;
}

/** Judges and writes the segments of a stage. */
async function writeSegments(store: Store, stage: Stage, last: LastJudgement): Promise<readonly Known[]> {
  const { build } = stage;
  const ordinary = baselinesOf(await store.query(ordinaryOutcomes, { build }));
  const baselineAt = (hour: number) => ordinary.get(hour) ?? baselineOf([], []);
  const baselines = [...ordinary].flatMap(([hour, baseline]) =>
    baseline.outcome.map((share, outcome) => ({ hour, outcome, share })),
  );
  const kept = keptSegments(await store.query(segmentCounts, { build, baselines }), baselineAt);
  if (kept.length === 0) return [];
  const looked = await detailsOf(store, stage, kept, last);
  const elsewhere = await elsewhereOf(store, stage, kept, looked);
  const openAt = await openTime(store, stage);
  const isTransit = await transitsOf(store, stage);
  const judged = kept.map(({ segment_id, counts, ...beyond }) => {
    const of = looked.get(segment_id);
    if (of === undefined) throw new Error(`no calls are left of the segment ${segmentKeyName(counts)}`);
    const features = {
      ...featuresOf(counts, of.details),
      ...elsewhere.get(segment_id),
      ...openAt(counts, of.details),
      by_transit: isTransit(counts.hour, claimedOf(counts)),
    };
    const judgement = judgeSegment(features, baselineAt(counts.hour), beyond);
    const as = { segment_id, ...writtenOf(judgement, of, build), build, content: counts.content };
    return { judgement, as, known: knownOf(judgement, as, of) };
  });
  /** Row by row: their texts together would be tens of megabytes. */
  function* rows() {
    for (const { judgement, as } of judged) yield segmentRow(judgement, as);
  }
  await store.insertRows(segmentsStore, rows());
  const written = judged.map(({ known }) => known);
  await writeCallKeys(store, stage, kept, written);
  return written;
}

/** The keys of its calls stay where an earlier build has written them, if it has the same members. */
function writtenOf(judgement: Judgement, { origin, before }: Looked, build: number) {
  const isAsBefore = before !== undefined && hasMembersOf(judgement, before);
  return { origin, calls_build: isAsBefore ? before.calls_build : build };
}

const knownOf = (judgement: Judgement, as: Written, { origin, origins, details }: Looked): Known => ({
  segment: writtenSegment(judgement, as),
  content: as.content,
  member_bins: memberBins(judgement),
  origin,
  origins,
  details,
});

/** Says of a segment what is not known yet, because its time is not over. */
async function openTime(store: Store, { build }: Stage) {
  const newest = new Map(
    (await store.query(knownUntil, { build })).map(({ hour, known_until_ms }) => [hour, known_until_ms]),
  );
  return (counts: Counts, { first_ms, last_ms }: Looked['details']) => {
    const { calls, hour } = counts;
    const { asked_calls } = asked(counts);
    return notOver({ first_ms, last_ms, calls, asked_calls }, newest.get(hour));
  };
}

/** Tells whether a provider is a transit in an hour. */
async function transitsOf(store: Store, stage: Stage): Promise<(hour: number, provider: string) => boolean> {
  const found = Map.groupBy(await store.query(transits, stage), ({ hour }) => hour);
  const names = new Map(
    [...found].map(([hour, of]) => [hour, new Set(of.map(({ provider }) => provider))] as const),
  );
  return (hour, provider) => names.get(hour)?.has(provider) ?? false;
}

/**
 * Writes down the keys of the calls of segments that have others than before. Those of ordinary segments only save the next judgement a look
 * at known calls: they stay until the next sweep.
 */
async function writeCallKeys(
  store: Store,
  stage: Stage,
  kept: readonly KeptSegment[],
  written: readonly Known[],
): Promise<void> {
  const lacking = new Set(
    written.flatMap(({ segment: { segment_id, calls_build } }) =>
      calls_build === stage.build ? [segment_id] : [],
    ),
  );
  const changed = kept.flatMap(({ segment_id, counts: { segment } }) =>
    lacking.has(segment_id) ? [{ segment, segment_id }] : [],
  );
  if (changed.length > 0) await store.run(keepCallKeys, { ...stage, changed });
}
