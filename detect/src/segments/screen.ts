import type { z } from 'zod';
import type { Counts, detailCounts, Features } from '../features/features.ts';
import { askedForCallBacks, isCustomer } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import type { Judgement } from './judgement.ts';
import { beyondOrdinary, isThin, judgeSegment } from './score.ts';
import { segmentId } from './segment.ts';

/**
 * What is ordinary is kept where it may speak for a number or a customer that another hour speaks against. Of a number that is called back, few
 * calls are enough: a business that dials out by several providers has a segment with few calls at each of them. A call-back makes such
 * a segment ordinary. Were it left out, only the segments without a call-back would be counted, and the business would seem never called back.
 */
const maySpeakFor = (f: Counts) =>
  (f.calls >= thresholds.segmentCalls && (f.kind === 'number' || isCustomer(f))) ||
  (f.kind === 'number' && f.called_back > 0);

/** Segments that are kept whether somebody calls back or not. Of others, those that are called back are ordinary, and not kept. */
export const isKeptAnyway = ({ kind, calls }: Pick<Counts, 'kind' | 'calls'>) =>
  kind === 'number' || calls >= thresholds.segmentCalls;

type DetailCounts = z.infer<typeof detailCounts>;
/** Details have no part in the screen. Of the judgement, one signal alone asks about a sample of the numbers (elsewhere.ts). */
const untold: DetailCounts = {
  seconds: [[], []],
  areas: [[], []],
  minutes: [[], []],
  callers: [],
  blocks: [],
  first_ms: 0,
  last_ms: 0,
  legs: 0,
  carriers: [],
};

/** What is judged of a segment, from its counts and, where they are known, its details. */
export const featuresOf = (counts: Counts, details: DetailCounts = untold): Features => ({
  ...counts,
  ...details,
  ...askedForCallBacks(counts),
});

/** A segment that is kept, and which of its calls are beyond ordinary calling. */
export interface Kept<C> extends Pick<Judgement, 'excess' | 'mode'> {
  readonly segment_id: string;
  readonly counts: C;
}

/**
 * The segments that are kept. Honest traffic mostly is not among them, and its calls are not looked at any closer. Signals are read only
 * where they can decide: most segments are thin.
 */
export function keptSegments<C extends Counts>(
  segments: readonly C[],
  baselineAt: (hour: number) => Baseline,
): Kept<C>[] {
  const kept: Kept<C>[] = [];
  for (const counts of segments) {
    const baseline = baselineAt(counts.hour);
    const beyond = beyondOrdinary(counts, baseline);
    const isOrdinary = () =>
      isThin(beyond.excess) || judgeSegment(featuresOf(counts), baseline, beyond).verdict === 'ordinary';
    if (maySpeakFor(counts) || !isOrdinary()) kept.push({ segment_id: segmentId(counts), counts, ...beyond });
  }
  return kept;
}
