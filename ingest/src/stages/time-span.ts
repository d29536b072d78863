/** First and last of the times at these rows: of no row, Infinity and 0. */
export interface TimeSpan {
  readonly first: number;
  readonly last: number;
}

/** The span of a batch's times, in whatever unit they are, at `rows`. */
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
