import { max, min, sum } from 'd3-array';
import { mostPoints } from './thin.ts';

export interface Bin {
  /** From the one, up to but not including the other, in the unit of the axis. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Neighbors together, so that at most `most` bins are left. Their counts add up. */
export function joined(bins: readonly Bin[], most = mostPoints): readonly Bin[] {
  if (bins.length <= most) return bins;
  const size = Math.ceil(bins.length / most);
  return Array.from({ length: Math.ceil(bins.length / size) }, (_, i) => {
    const some = bins.slice(i * size, (i + 1) * size);
    return {
      from: min(some, ({ from }) => from) ?? 0,
      to: max(some, ({ to }) => to) ?? 0,
      count: sum(some, ({ count }) => count),
    };
  });
}

/** Whether more than half of a bin lies in a range. */
export const liesIn = (
  { from, to }: Pick<Bin, 'from' | 'to'>,
  range: { readonly from: number; readonly to: number },
) => (from + to) / 2 >= range.from && (from + to) / 2 <= range.to;
