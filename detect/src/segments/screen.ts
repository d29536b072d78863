import type { z } from 'zod';
import type { Counts, detailCounts, Features } from '../features/features.ts';
import { asked, isCustomer } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import type { Judgement } from './judgement.ts';
import { judgeSegment } from './score.ts';
import { segmentId } from './segment.ts';

/** What is ordinary is kept where it may speak for a number or a customer that another hour speaks against. */
const isKept = ({ verdict, features: f }: Pick<Judgement, 'verdict' | 'features'>) =>
  verdict !== 'ordinary' || (f.calls >= thresholds.segmentCalls && (f.kind === 'number' || isCustomer(f)));

type DetailCounts = z.infer<typeof detailCounts>;
/** Details have no part in a judgement. */
const untold: DetailCounts = {
  seconds: [[], []],
  areas: [[], []],
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
  ...asked(counts),
});

/** The segments that are kept. Honest traffic mostly is not among them, and its calls are not looked at any closer. */
export const keptSegments = <C extends Counts>(
  segments: readonly C[],
  baselineAt: (hour: number) => Baseline,
): { segment_id: string; counts: C; judgement: Judgement }[] =>
  segments.flatMap((counts) => {
    const judgement = judgeSegment(featuresOf(counts), baselineAt(counts.hour));
    return isKept(judgement) ? [{ segment_id: segmentId(counts), counts, judgement }] : [];
  });
