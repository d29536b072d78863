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
