import type { Features } from '../features/features.ts';
import { histogramsTogether } from '../features/histogram.ts';
import { callerSample, distinctShare, sampleOf } from '../features/number-sample.ts';
import { noOriginKey, originKeyName, segmentKeyName } from '../features/segment-key.ts';
import { isCustomer } from '../features/sources.ts';
import { isKeptAnyway } from './screen.ts';
import { callsAtSeveralOrigins } from './several-origins.ts';

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
 * Counts of a whole source in its hour. Calls of callers that are called themselves are one segment of it, and all others are another
 * one. Each of the two tells the same. Calls that are not asked at all are 0 in one of them.
 */
const ofSource = [
  'source_receiving',
  'source_calls',
  'asked_calls',
  'asked_called_back',
  'recent_asked_calls',
] as const satisfies readonly (keyof Features)[];

/** Counts that are sums over segments. A stored segment of another release may lack some of them. */
export const summedCounts = [...additive, ...ofSource, 'several_origins'] as const;

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

/**
 * Calling numbers of several hours, each counted once. Exact where there are fewer than `callerSample` in all. From there on, how many each hour has
 * is still exact, and samples tell which part of these is another hour's too.
 */
function estimatedNumbers(parts: readonly Features[]): number {
  const all = parts.reduce((sum, part) => sum + part.calling_numbers, 0);
  // Other releases kept no sample. Of callers who withhold their number there is none, and they count as one number.
  if (parts.some(({ callers, calling_numbers }) => callers.length === 0 && calling_numbers > 1)) return all;
  const samples = parts.map(({ callers }) => callers);
  const distinct = sampleOf(samples.flat()).length;
  return distinct < callerSample ? distinct : Math.round(all * distinctShare(samples));
}

/** Several customers' calls are judged as one customer's: a campaign at several providers has one at each. */
function hasOneOrigin(parts: readonly Features[], first: Features): boolean {
  const name = originKeyName(first);
  return parts.every((part) => isCustomer(part) || originKeyName(part) === name);
}

/** What several segments show together. Where that is no count, it is what the largest of them shows. Throws where there are none. */
export function countsTogether(segments: readonly Features[]): Features {
  const [largest] = segments.toSorted((a, b) => b.calls - a.calls);
  if (largest === undefined) throw new Error('no segments to judge');
  const sources = bySource(segments).map(withoutUntold);
  const parts = sources.flat();
  const sums = { ...largest };
  for (const name of additive) sums[name] = parts.reduce((sum, part) => sum + part[name], 0);
  for (const name of ofSource)
    sums[name] = sources.reduce((sum, same) => sum + Math.max(...same.map((part) => part[name])), 0);
  return {
    ...sums,
    ...(hasOneOrigin(parts, largest) ? {} : noOriginKey),
    several_origins: callsAtSeveralOrigins(parts),
    distinct_numbers: estimatedNumbers(parts),
    busy_calls: parts.reduce((sum, part) => sum + (part.kind === 'number' ? part.calls : 0), 0),
    outcomes: histogramsTogether(parts.map(({ outcomes }) => outcomes)),
    seconds: histogramsTogether(parts.map(({ seconds }) => seconds)),
  };
}
