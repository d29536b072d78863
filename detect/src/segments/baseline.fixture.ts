import { lastBin } from '../features/outcome.ts';
import { baselineOf } from './baseline.ts';

/** Every outcome of a call (`features/outcome.ts`). */
export const bins = Array.from({ length: lastBin + 1 }, (_, bin) => bin);

/** An hour of 9,800 ordinary calls: 4,000 unanswered, 2,200 of two minutes and more, and as many of each length between. */
export const ordinaryBaseline = baselineOf(
  bins,
  bins.map((bin) => (bin === 0 ? 4_000 : bin === lastBin ? 2_200 : 60)),
  { receiving: 0.5, calledBack: 0.03 },
);
