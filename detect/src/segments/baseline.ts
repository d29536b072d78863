import { lastBin } from '../features/outcome.ts';

/** How ordinary calls end: shares of all calls. Index = outcome bin (0 unanswered, then 2-s bins, last 120 s and more). */
export interface Baseline {
  readonly outcome: readonly number[];
  readonly shortShare: number;
  readonly answerRatio: number;
  /** Share of calls whose caller is called too; 0 = the feeds show no such thing. */
  readonly receiving: number;
  /** Share of calls whose caller is called back by the same party. */
  readonly calledBack: number;
}

/** What the feeds show of calls to callers; 0 where they show none. */
type ToCallers = Pick<Baseline, 'receiving' | 'calledBack'>;

/** Weight of the textbook shape below, in calls, until the data speak for themselves. */
const priorCalls = 200;
const priorAnswered = 0.5;
const priorLong = 0.2;

/** Half answered, a fifth of all calls over 2 min (legalcallsonly.org), the rest spread over the first two minutes. */
function priorShare(bin: number): number {
  if (bin === 0) return 1 - priorAnswered;
  if (bin === lastBin) return priorLong;
  return (priorAnswered - priorLong) / (lastBin - 1);
}

/** Up to 6 s: three bins and half of the next. */
const shortBins = { 1: 1, 2: 1, 3: 1, 4: 0.5 } as const;

export function baselineOf(
  bins: readonly number[],
  counts: readonly number[],
  toCallers: ToCallers = { receiving: 0, calledBack: 0 },
): Baseline {
  const seen = new Map(bins.map((bin, i) => [bin, counts[i] ?? 0]));
  const total = counts.reduce((sum, n) => sum + n, 0);
  const outcome = Array.from(
    { length: lastBin + 1 },
    (_, bin) => ((seen.get(bin) ?? 0) + priorCalls * priorShare(bin)) / (total + priorCalls),
  );
  const answerRatio = 1 - (outcome[0] ?? 0);
  const short = Object.entries(shortBins).reduce(
    (sum, [bin, part]) => sum + part * (outcome[Number(bin)] ?? 0),
    0,
  );
  return { outcome, answerRatio, shortShare: short / answerRatio, ...toCallers };
}
