import type { Counts, Features } from '../features/features.ts';
import { type HourKey, hourKeyName } from '../features/segment-key.ts';
import { asked, isCustomer } from '../features/sources.ts';
import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';
import type { Judgement } from './judgement.ts';
import { judgeSegment } from './score.ts';

/** What is ordinary is kept where it may speak for a number or a customer that another hour speaks against. */
export const isKept = ({ verdict, features: f }: Pick<Judgement, 'verdict' | 'features'>) =>
  verdict !== 'ordinary' || (f.calls >= thresholds.segmentCalls && (f.kind === 'number' || isCustomer(f)));

/**
 * A segment as if all that is not asked of it yet spoke against it: nobody is called back, and nobody is called again. No answer
 * makes it more suspicious, and the other facts have no part in its verdict.
 */
function atWorst(counts: Counts): Features {
  const none = { called_back: 0, source_called_back: 0, repeated: 0 };
  const untold: Pick<Features, 'seconds' | 'areas' | 'callers' | 'blocks' | 'carriers'> = {
    seconds: [[], []],
    areas: [[], []],
    callers: [],
    blocks: [],
    carriers: [],
  };
  const worst = { ...counts, ...none, ...untold, first_ms: 0, last_ms: 0, legs: 0 };
  return { ...worst, ...asked(worst) };
}

/**
 * The keys of which a segment could be kept when all is asked of it. Honest traffic mostly is not among them, and is not looked at
 * any closer: what the judge says of the others is what it would say of all.
 */
export function keysToJudge(
  segments: readonly Counts[],
  baselineAt: (hour: number) => Baseline,
): readonly HourKey[] {
  const found = new Map<string, HourKey>();
  for (const counts of segments) {
    const name = hourKeyName(counts);
    if (!found.has(name) && isKept(judgeSegment(atWorst(counts), baselineAt(counts.hour))))
      found.set(name, counts);
  }
  return [...found.values()];
}
