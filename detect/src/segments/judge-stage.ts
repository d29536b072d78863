import type { Store } from '@ringtrace/platform/clickhouse';
import { segmentsStore } from '@ringtrace/schemas/tables/campaigns';
import { type HashedCounts, ordinaryOutcomes, segmentCounts } from '../features/counts.ts';
import type { Counts } from '../features/features.ts';
import type { Stage } from '../features/kept-calls.ts';
import { knownUntil } from '../features/known-until.ts';
import { segmentKeyName } from '../features/segment-key.ts';
import { askedForCallBacks, claimedOf } from '../features/sources.ts';
import { keepCallKeys } from '../features/stage.ts';
import { transits } from '../features/transits.ts';
import { type Baseline, baselineOf } from './baseline.ts';
import { detailsOf, type KeptSegment, type Looked } from './details.ts';
import { elsewhereOf } from './elsewhere.ts';
import { writtenSegment } from './judged-segment.ts';
import type { Judgement } from './judgement.ts';
import type { LastJudgement, RememberedSegment } from './last-judgement.ts';
import { notOver } from './recent.ts';
import { baselinesOf, judgeSegment } from './score.ts';
import { featuresOf, type Kept, keptSegments } from './screen.ts';
import { memberBins, segmentRow, type Written } from './segment.ts';
import { hasMembersOf } from './unchanged.ts';

/** What ordinary calls look like in an hour. */
type BaselineAt = (hour: number) => Baseline;

/** A judgement, and what its row holds beside it. */
interface JudgedRow {
  readonly judgement: Judgement;
  readonly written: Written;
  /** What the next judgement may take over. */
  readonly remembered: RememberedSegment;
}

/** Judges the segments of a stage, and writes those that are kept. Returns what the next judgement may take over. */
export async function judgeStage(
  store: Store,
  stage: Stage,
  last: LastJudgement,
): Promise<readonly RememberedSegment[]> {
  const { kept, baselineAt } = await screened(store, stage);
  if (kept.length === 0) return [];
  const judged = await judgeKept(store, stage, kept, baselineAt, last);
  await store.insertRows(segmentsStore, rowsOf(judged));
  const remembered = judged.map((one) => one.remembered);
  await writeCallKeys(store, stage, kept, remembered);
  return remembered;
}

/** The segments that are kept, by their counts alone, and what was ordinary in their hours. */
async function screened(store: Store, { build }: Stage) {
  const ordinary = baselinesOf(await store.query(ordinaryOutcomes, { build }));
  const baselineAt: BaselineAt = (hour) => ordinary.get(hour) ?? baselineOf([], []);
  const baselines = [...ordinary].flatMap(([hour, baseline]) =>
    baseline.outcome.map((share, outcome) => ({ hour, outcome, share })),
  );
  const counted = await store.query(segmentCounts, { build, baselines });
  return { kept: keptSegments(counted, baselineAt), baselineAt };
}

/** Looks at the calls of the segments that are kept, and judges these segments. */
async function judgeKept(
  store: Store,
  stage: Stage,
  kept: readonly Kept<HashedCounts>[],
  baselineAt: BaselineAt,
  last: LastJudgement,
): Promise<JudgedRow[]> {
  const { build } = stage;
  const looked = await detailsOf(store, stage, kept, last);
  const elsewhere = await elsewhereOf(store, stage, kept, looked);
  const openAt = await openTime(store, stage);
  const isTransit = await transitsOf(store, stage);
  return kept.map(({ segment_id, counts, ...beyond }) => {
    const of = looked.get(segment_id);
    if (of === undefined) throw new Error(`no calls are left of the segment ${segmentKeyName(counts)}`);
    const features = {
      ...featuresOf(counts, of.details),
      ...elsewhere.get(segment_id),
      ...openAt(counts, of.details),
      by_transit: isTransit(counts.hour, claimedOf(counts)),
    };
    const judgement = judgeSegment(features, baselineAt(counts.hour), beyond);
    const written = { segment_id, ...writtenOf(judgement, of, build), build, content: counts.content };
    return { judgement, written, remembered: rememberedOf(judgement, written, of) };
  });
}

/** Row by row: their texts together would be tens of megabytes. */
function* rowsOf(judged: readonly JudgedRow[]) {
  for (const { judgement, written } of judged) yield segmentRow(judgement, written);
}

/** The keys of its calls stay where an earlier build has written them, if it has the same members. */
function writtenOf(judgement: Judgement, { origin, before }: Looked, build: number) {
  const isAsBefore = before !== undefined && hasMembersOf(judgement, before);
  return { origin, calls_build: isAsBefore ? before.calls_build : build };
}

const rememberedOf = (
  judgement: Judgement,
  written: Written,
  { origin, origins, details }: Looked,
): RememberedSegment => ({
  segment: writtenSegment(judgement, written),
  content: written.content,
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
    const { asked_calls } = askedForCallBacks(counts);
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
 * Writes down the keys of the calls of segments that have others than before. Those of ordinary segments only save
 * the next judgement a look at known calls: they stay until the next sweep.
 */
async function writeCallKeys(
  store: Store,
  stage: Stage,
  kept: readonly KeptSegment[],
  written: readonly RememberedSegment[],
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
