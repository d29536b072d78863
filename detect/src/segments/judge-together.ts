import type { Baseline } from './baseline.ts';
import { countsTogether } from './counts-together.ts';
import type { Judged } from './judged-segment.ts';
import type { Judgement } from './judgement.ts';
import { judgeSegment } from './score.ts';

/** What a segment shows, and what was ordinary in its hour. */
type Shown = Pick<Judged, 'features' | 'baseline'>;
export type WithJudged = { readonly segment_id: string; readonly judged: Shown };

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
  return judgeSegment(countsTogether(parts.map(({ features }) => features)), average(parts));
}
