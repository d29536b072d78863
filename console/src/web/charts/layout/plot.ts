/** The part of a picture that data is drawn in, pixels. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Ticks of values from 0 up: whole numbers where all values are whole. */
export function valueTicks(ticks: readonly number[], isWhole: boolean): number[] {
  return isWhole ? ticks.filter(Number.isInteger) : [...ticks];
}

/** Marks of one moment have one label each, in as many rows as they need so as not to cover each other. */
export function rowsOfLabels(labels: readonly { readonly x: number; readonly width: number }[]): number[] {
  const ends: number[] = [];
  return labels.map(({ x, width }) => {
    const free = ends.findIndex((end) => end + 8 <= x);
    const row = free < 0 ? ends.length : free;
    ends[row] = x + width;
    return row;
  });
}

/** Pixels between two labels of an axis. */
const labelGap = 8;

/** The labels of an axis that fit beside each other: every one, or every second, and so on. `x` is the middle of a label, pixels. */
export function fittingLabels<L extends { readonly x: number; readonly width: number }>(
  labels: readonly L[],
): readonly L[] {
  for (let every = 1; every < labels.length; every++) {
    const some = labels.filter((_, i) => i % every === 0);
    const fit = some.slice(1).every(({ x, width }, i) => {
      const before = some[i];
      return before === undefined || x - width / 2 >= before.x + before.width / 2 + labelGap;
    });
    if (fit) return some;
  }
  return labels.slice(0, 1);
}
