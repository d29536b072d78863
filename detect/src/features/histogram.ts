import type { Features } from './features.ts';

/** Rising values, and how often each is there. */
export type Histogram = readonly [values: readonly number[], counts: readonly number[]];

/** Histograms of disjoint sets of calls together. */
export function histogramsTogether(histograms: readonly Histogram[]): Features['outcomes'] {
  const counts = new Map<number, number>();
  for (const [values, times] of histograms)
    for (const [i, value] of values.entries()) counts.set(value, (counts.get(value) ?? 0) + (times[i] ?? 0));
  const values = [...counts.keys()].sort((a, b) => a - b);
  return [values, values.map((value) => counts.get(value) ?? 0)];
}

export const sumOf = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
