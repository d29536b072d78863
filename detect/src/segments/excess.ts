import { binOf, lastBin } from '../features/outcome.ts';
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

/** Loops instead of chains of arrays: every segment of an hour comes by here, most of them honest. */
export function histogramOf(bins: readonly number[], counts: readonly number[]): number[] {
  const histogram = new Array<number>(lastBin + 1).fill(0);
  for (const [i, bin] of bins.entries()) histogram[bin] = counts[i] ?? 0;
  return histogram;
}

/**
 * Splits a mixed source: calls of 2 min and more are conversations, so they tell how many ordinary calls there are and
 * how those end; what lies above is excess. A source without conversations is excess altogether.
 */
export function excessOver(histogram: readonly number[], short: number, baseline: Baseline): Excess {
  const ordinary = (histogram[lastBin] ?? 0) / (baseline.outcome[lastBin] ?? 1);
  const over = new Array<number>(histogram.length).fill(0);
  const bins: number[] = [];
  let [calls, answered, members] = [0, 0, 0];
  for (let bin = 0; bin < histogram.length; bin += 1) {
    const seen = histogram[bin] ?? 0;
    const excess = Math.max(0, seen - (baseline.outcome[bin] ?? 0) * ordinary);
    over[bin] = excess;
    calls += excess;
    if (bin > 0) answered += excess;
    if (seen === 0 || bin === lastBin || excess / seen < thresholds.memberShare) continue;
    bins.push(bin);
    members += seen;
  }
  return {
    ordinary,
    calls,
    answered,
    short: Math.min(answered, Math.max(0, short - ordinary * baseline.shortShare * baseline.answerRatio)),
    bins,
    members,
    histogram: over,
  };
}

/** The first bin of calls that were heard: those before are hang-ups, and the bin beside them. */
export const firstHeardBin = binOf(thresholds.shortCallS) + 1;

/**
 * The commonest answered duration with its two neighbor bins: a recorded message heard to its end. The last bin is no
 * neighbor: it holds all long talks, of whatever length. Nor are hang-ups, which are left out. `share` is of the
 * calls that were `heard`.
 */
export function messageMode(histogram: readonly number[]): { bin: number; heard: number; share: number } {
  const from = firstHeardBin;
  const ending = (bin: number) => (bin >= from && bin < lastBin ? (histogram[bin] ?? 0) : 0);
  let [mode, most] = [0, 0];
  for (let bin = from; bin < lastBin; bin += 1) {
    const calls = ending(bin) + ending(bin - 1) / 2 + ending(bin + 1) / 2;
    if (calls > most) [mode, most] = [bin, calls];
  }
  let heard = 0;
  for (let bin = from; bin < histogram.length; bin += 1) heard += histogram[bin] ?? 0;
  const around = ending(mode - 1) + ending(mode) + ending(mode + 1);
  return { bin: mode, heard, share: heard === 0 ? 0 : Math.min(1, around / heard) };
}
