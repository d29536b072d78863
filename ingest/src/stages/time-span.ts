/** Earliest and latest of some times. Without any times: Infinity and 0. */
export interface TimeSpan {
  readonly first: number;
  readonly last: number;
}

/** The earliest and latest of `times` at the indexes `rows`, in the unit of `times`. */
export function spanOf(times: ArrayLike<number>, rows: Int32Array): TimeSpan {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const row of rows) {
    const time = times[row] ?? 0;
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return { first, last };
}
