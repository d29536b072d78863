import { group, minIndex, range } from 'd3-array';

/** Steps of color; 0 stands for no calls. */
const heatSteps = 5;

export interface Heat {
  /** 1 to 5; 0 for no calls. */
  stepOf(calls: number): number;
  /** The steps that are used, with the least and the largest count of each: for the legend. */
  readonly ranges: readonly { readonly step: number; readonly from: number; readonly to: number }[];
}

/**
 * Steps of color that put counts together which are near each other, as ratios. So the steps tell codes apart where all have about as
 * many calls, and also where one has far fewer or far more than all others.
 */
export function heatOver(counts: readonly number[]): Heat {
  const sizes = [...group(counts, (calls) => calls)]
    .flatMap(([calls, own]) => (calls > 0 ? [{ calls, codes: own.length }] : []))
    .sort((a, b) => a.calls - b.calls);
  const starts = startsOf(sizes, Math.min(heatSteps, sizes.length));
  const ranges = starts.map((start, i) => ({
    step: stepOfPlace(i, starts.length),
    from: sizes[start]?.calls ?? 0,
    to: sizes[(starts[i + 1] ?? sizes.length) - 1]?.calls ?? 0,
  }));
  return { ranges, stepOf: (calls) => ranges.findLast(({ from }) => calls >= from)?.step ?? 0 };
}

/** Fewer groups than steps use steps from the lightest to the darkest. A single group is neither. */
const stepOfPlace = (place: number, groups: number) =>
  groups === 1 ? Math.ceil(heatSteps / 2) : 1 + Math.round((place * (heatSteps - 1)) / (groups - 1));

interface Size {
  readonly calls: number;
  /** How many area codes have so many calls. */
  readonly codes: number;
}

/**
 * Where each of `groups` groups of sorted sizes begins, so that the squares of distances to the mean of the group are least in all
 * (Fisher's natural breaks). Distances are those of logarithms.
 */
function startsOf(sizes: readonly Size[], groups: number): number[] {
  if (groups === 0) return [];
  const distance = distances(sizes);
  // Of each number of sizes: the groups of the best split of so many of the first sizes, and its sum.
  let best = range(sizes.length + 1).map((end) => ({ sum: end === 0 ? 0 : distance(0, end), starts: [0] }));
  for (let count = 2; count <= groups; count++) {
    const fewer = best;
    best = range(sizes.length + 1).map((end) => {
      const tries = range(count - 1, end).map((start) => ({
        sum: (fewer[start]?.sum ?? 0) + distance(start, end),
        start,
      }));
      const least = tries[minIndex(tries, ({ sum }) => sum)];
      return least === undefined
        ? { sum: Infinity, starts: [] }
        : { sum: least.sum, starts: [...(fewer[least.start]?.starts ?? []), least.start] };
    });
  }
  return best[sizes.length]?.starts ?? [];
}

/** The sum of squares of the distances to their mean, of the sizes from a place on up to another. */
function distances(sizes: readonly Size[]): (start: number, end: number) => number {
  const sums = [{ codes: 0, value: 0, square: 0 }];
  for (const [i, { calls, codes }] of sizes.entries()) {
    const before = sums[i] ?? { codes: 0, value: 0, square: 0 };
    const value = Math.log(calls);
    sums.push({
      codes: before.codes + codes,
      value: before.value + codes * value,
      square: before.square + codes * value ** 2,
    });
  }
  return (start, end) => {
    const [from, to] = [sums[start], sums[end]];
    if (from === undefined || to === undefined || to.codes === from.codes) return 0;
    return to.square - from.square - (to.value - from.value) ** 2 / (to.codes - from.codes);
  };
}
