import { z } from 'zod';
import { callerSample, type Features, featureCounts } from '../features/features.ts';
import { numbersOf, sampleOf } from '../features/number-sample.ts';
import {
  keyOfSegment,
  noOriginKey,
  originKeyName,
  type SegmentKey,
  segmentKeyName,
} from '../features/segment-key.ts';
import { isCustomer, isProven } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import type { Excess } from './excess.ts';
import type { Judgement } from './judgement.ts';
import type { Segment } from './queries.ts';
import { beyondOrdinary, judgeSegment } from './score.ts';

/** Counts that add up over segments. Distinct numbers do so only nearly: the same party may be called in two hours. */
const additive = [
  'calls',
  'answered',
  'short',
  'called_numbers',
  'calling_numbers',
  'called_back',
  'repeated',
  'attested_a',
  'attested_b',
  'unproven',
  'improper',
  'changing_attestation',
  'unassigned',
  'one_ring',
  'foreign',
  'rmd_missing',
  'dno',
  'unusable',
  'unheld',
  'neighbor',
  'recent_calls',
  'sampled_numbers',
  'elsewhere_numbers',
] as const satisfies readonly (keyof Features)[];

/**
 * Counts of a whole source in its hour. Calls of known callers and all others are two segments of one source, and each of the two tells
 * the same. Calls that are not asked at all are 0 in one of them.
 */
const ofSource = [
  'known',
  'source_calls',
  'asked_calls',
  'asked_called_back',
  'recent_asked_calls',
] as const satisfies readonly (keyof Features)[];

/**
 * Features as stored, perhaps by another release: a count it didn't know is 0, one that this one doesn't know is left
 * out. Judging the hour again brings them up to date.
 */
const count = z.number().default(0);
const counted = z.object({
  features: z.object({
    ...featureCounts.shape,
    ...Object.fromEntries([...additive, ...ofSource, 'several_origins'].map((name) => [name, count])),
    seconds: featureCounts.shape.seconds.default([[], []]),
    areas: featureCounts.shape.areas.default([[], []]),
    callers: featureCounts.shape.callers.default([]),
    blocks: featureCounts.shape.blocks.default([]),
  }),
  baseline: z.object({
    outcome: z.array(z.number()).default([]),
    shortShare: count,
    answerRatio: count,
    receiving: count,
    calledBack: count,
  }),
});
export interface Judged {
  readonly features: Features;
  readonly baseline: Baseline;
  /** Its calls beyond ordinary calling. */
  readonly excess: ExcessCounts;
}

/** What a stored segment was judged by: its key, and the counts in `features`. */
export function judgedAs(segment: Omit<Segment, 'segment_id' | 'verdict'>): Judged {
  const { features, baseline } = counted.parse(JSON.parse(segment.features));
  const { excess } = beyondOrdinary(features, baseline);
  return { features: { ...features, ...keyOf(segment) }, baseline, excess: excessCounts(excess) };
}

/** What reading a segment that was just written would tell. */
export const judgedNow = (
  segment: Omit<Segment, 'segment_id' | 'verdict' | 'features'>,
  { features, baseline, excess }: Pick<Judgement, 'features' | 'baseline' | 'excess'>,
): Judged => ({ features: { ...features, ...keyOf(segment) }, baseline, excess: excessCounts(excess) });

/** The key of a segment, as its row tells it. */
function keyOf(segment: Omit<Segment, 'segment_id' | 'verdict' | 'features'>): SegmentKey {
  const { hour, kind, calling_number: number } = segment;
  return { hour, kind, number, ...keyOfSegment(segment) };
}

/** An excess without its histogram: a day has a hundred thousand segments. */
type ExcessCounts = Pick<Excess, 'ordinary' | 'calls' | 'answered' | 'short'>;
const excessCounts = ({ ordinary, calls, answered, short }: Excess): ExcessCounts => ({
  ordinary,
  calls,
  answered,
  short,
});

/** What a segment shows, and what was ordinary in its hour. */
type Shown = Pick<Judged, 'features' | 'baseline'>;
export type WithJudged = { readonly segment_id: string; readonly judged: Shown };

/**
 * Calling numbers of several hours, each counted once. Exact below `callerSample`. From there on it is estimated from the smallest hashes,
 * mostly within a quarter. Never more than the numbers of each hour add up to.
 */
function distinctNumbers(parts: readonly Features[]): number {
  const all = parts.reduce((sum, part) => sum + part.calling_numbers, 0);
  // Other releases kept no sample. Of callers who withhold their number there is none, and they count as one number.
  if (parts.some(({ callers, calling_numbers }) => callers.length === 0 && calling_numbers > 1)) return all;
  const sample = sampleOf(parts.flatMap(({ callers }) => callers));
  return sample.length < callerSample ? sample.length : Math.min(all, numbersOf(sample));
}

/** Segments that are kept whether somebody calls back or not (screen.ts). Of others, those that are called back are not among the parts. */
const isKeptAnyway = ({ kind, calls }: Features) => kind === 'number' || calls >= thresholds.segmentCalls;

/**
 * Calls of numbers that customers of several providers show, in one hour or one after the other: who moves on with the same numbers leaves one
 * provider for the next. A provider counts with its share of all calls, as an origin of one hour does (features/numbers.ts): fewer may be
 * forwarded calls. Of a segment, the sample of its numbers tells the share of its calls. Few calls of a customer don't count: a business that
 * dials out by several providers has few at each, and those that are called back would be missing.
 */
function callsAtSeveralOrigins(parts: readonly Features[]): number {
  const all = parts.reduce((sum, part) => sum + part.calls, 0);
  const proven = parts.filter((part) => isProven(part) && isKeptAnyway(part));
  const origins = [...Map.groupBy(proven, (part) => part.place_provider).values()]
    .filter((own) => own.reduce((sum, part) => sum + part.calls, 0) >= thresholds.originShare * all)
    .map((own) => new Set(own.flatMap(({ callers }) => callers)));
  const ofHours = parts.reduce((sum, { several_origins }) => sum + several_origins, 0);
  if (origins.length < thresholds.severalOrigins) return ofHours;
  const isOfSeveral = (caller: number) =>
    origins.filter((callers) => callers.has(caller)).length >= thresholds.severalOrigins;
  const more = proven.map(({ calls, callers, several_origins }) => {
    const share = callers.filter(isOfSeveral).length / Math.max(1, callers.length);
    return Math.max(0, Math.floor(share * calls) - several_origins);
  });
  return ofHours + more.reduce((sum, calls) => sum + calls, 0);
}

/** Parts of one source and hour. */
const bySource = (parts: readonly Features[]) => [
  ...Map.groupBy(parts, (part) => segmentKeyName({ ...part, callers_called: false })).values(),
];

/**
 * Calls of which nobody knows whether they are called back: the recent ones. Of a customer's few calls in an hour, all others without a
 * call-back are among them: one call-back makes such a segment ordinary, and it is not kept. So the kept ones always seem not called back.
 * But where the other part of its source has many calls, that part is kept anyway. It tells of the whole source.
 */
function withoutUntold(source: readonly Features[]): readonly Features[] {
  if (source.some((part) => !isCustomer(part) || isKeptAnyway(part))) return source;
  return source.map((part) => ({
    ...part,
    recent_calls: Math.max(part.recent_calls, part.calls - part.called_back),
    recent_asked_calls: Math.max(part.recent_asked_calls, part.asked_calls - part.asked_called_back),
  }));
}

function addUp(hours: readonly Features[], first: Features): Features {
  const sums = { ...first };
  const sources = bySource(hours).map(withoutUntold);
  const parts = sources.flat();
  for (const name of additive) sums[name] = parts.reduce((sum, part) => sum + part[name], 0);
  sums.several_origins = callsAtSeveralOrigins(parts);
  for (const name of ofSource)
    sums[name] = sources.reduce((sum, same) => sum + Math.max(...same.map((part) => part[name])), 0);
  const outcomes = new Map<number, number>();
  for (const {
    outcomes: [bins, counts],
  } of parts) {
    for (const [i, bin] of bins.entries()) outcomes.set(bin, (outcomes.get(bin) ?? 0) + (counts[i] ?? 0));
  }
  // Several customers' calls are judged as one customer's: a campaign at several providers has one at each.
  const name = originKeyName(first);
  const oneKind = parts.every((part) => isCustomer(part) || originKeyName(part) === name);
  return {
    ...sums,
    ...(oneKind ? {} : noOriginKey),
    distinct_numbers: distinctNumbers(parts),
    busy_calls: parts.reduce((sum, part) => sum + (part.kind === 'number' ? part.calls : 0), 0),
    outcomes: [[...outcomes.keys()], [...outcomes.values()]],
  };
}

/** What was ordinary in the hours of the segments, weighed by their calls. */
function average(parts: readonly Shown[]): Baseline {
  const calls = parts.reduce((sum, part) => sum + part.features.calls, 0);
  const mean = (of: (baseline: Baseline) => number) =>
    parts.reduce((sum, part) => sum + (of(part.baseline) * part.features.calls) / calls, 0);
  const bins = parts[0]?.baseline.outcome.length ?? 0;
  return {
    outcome: Array.from({ length: bins }, (_, bin) => mean((baseline) => baseline.outcome[bin] ?? 0)),
    shortShare: mean((baseline) => baseline.shortShare),
    answerRatio: mean((baseline) => baseline.answerRatio),
    receiving: mean((baseline) => baseline.receiving),
    calledBack: mean((baseline) => baseline.calledBack),
  };
}

/**
 * Judges several segments as if they were one: what is too thin in an hour may be plain over six. The order of
 * segments does not show. Throws where there are none.
 */
export function judgeTogether(segments: readonly WithJudged[]): Judgement {
  const parts = segments
    .toSorted((a, b) => (a.segment_id < b.segment_id ? -1 : 1))
    .map((segment) => segment.judged);
  const [largest] = parts.toSorted((a, b) => b.features.calls - a.features.calls);
  if (largest === undefined) throw new Error('no segments to judge');
  return judgeSegment(
    addUp(
      parts.map((part) => part.features),
      largest.features,
    ),
    average(parts),
  );
}
