import { lastBin } from '../features/features.ts';
import { thresholds } from '../thresholds.ts';
import type { Baseline } from './baseline.ts';

export interface Excess {
  /** Calls that ordinary calling explains. */
  readonly ordinary: number;
  /** Calls beyond those ordinary calling explains. */
  readonly calls: number;
  readonly answered: number;
  readonly short: number;
  /** Outcome bins whose calls are mostly excess: the members. */
  readonly bins: readonly number[];
  /** Calls in those bins. */
  readonly members: number;
  readonly histogram: readonly number[];
}

export function histogramOf(bins: readonly number[], counts: readonly number[]): number[] {
  const histogram = Array.from({ length: lastBin + 1 }, () => 0);
  for (const [i, bin] of bins.entries()) histogram[bin] = counts[i] ?? 0;
  return histogram;
}

/**
 * Splits a mixed source: calls of 2 min and more are conversations, so they tell how many ordinary calls there are and
 * how those end; what lies above is excess. A source without conversations is excess altogether.
 */
export function excessOver(histogram: readonly number[], short: number, baseline: Baseline): Excess {
  const ordinary = (histogram[lastBin] ?? 0) / (baseline.outcome[lastBin] ?? 1);
  const expected = baseline.outcome.map((share) => share * ordinary);
  const over = histogram.map((seen, bin) => Math.max(0, seen - (expected[bin] ?? 0)));
  const bins = histogram.flatMap((seen, bin) =>
    seen > 0 && bin !== lastBin && (over[bin] ?? 0) / seen >= thresholds.memberShare ? [bin] : [],
  );
  const sum = (of: readonly number[]) => of.reduce((total, n) => total + n, 0);
  const answered = sum(over.slice(1));
  return {
    ordinary,
    calls: sum(over),
    answered,
    short: Math.min(answered, Math.max(0, short - ordinary * baseline.shortShare * baseline.answerRatio)),
    bins,
    members: sum(bins.map((bin) => histogram[bin] ?? 0)),
    histogram: over,
  };
}

/** The commonest answered duration with its two neighbor bins: a recorded message heard to its end. Hang-ups left out. */
export function messageMode(histogram: readonly number[]): { bin: number; share: number } {
  let best = { bin: 0, calls: 0 };
  const from = 1 + thresholds.shortCallS / 2 + 1;
  for (let bin = from; bin < lastBin; bin += 1) {
    const calls = (histogram[bin] ?? 0) + (histogram[bin - 1] ?? 0) / 2 + (histogram[bin + 1] ?? 0) / 2;
    if (calls > best.calls) best = { bin, calls };
  }
  const heard = histogram.slice(from).reduce((total, n) => total + n, 0);
  const around = (histogram[best.bin - 1] ?? 0) + (histogram[best.bin] ?? 0) + (histogram[best.bin + 1] ?? 0);
  return { bin: best.bin, share: heard === 0 ? 0 : Math.min(1, around / heard) };
}
