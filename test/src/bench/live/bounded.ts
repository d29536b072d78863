/** A lag at a time; both in ms. */
export interface Sample {
  readonly at: number;
  readonly lag: number;
}

/** The most that a lag may grow from one half of a run to the other, ms. */
export const toleranceMs = 15_000;

export interface Halves {
  /** The greatest lag in each half of the run, ms. */
  readonly firstHalf: number;
  readonly secondHalf: number;
  readonly isBounded: boolean;
}

/**
 * Whether a lag stays bounded from `start` to `end`: its peak in the second half is no more than that in the first, plus a
 * tolerance. Peaks, because a lag that falls at the end of each round may stand anywhere at a given moment.
 */
export function halvesOf(samples: readonly Sample[], start: number, end: number): Halves {
  const middle = (start + end) / 2;
  const peak = (from: number, to: number) =>
    samples.filter(({ at }) => at >= from && at <= to).reduce((most, { lag }) => Math.max(most, lag), 0);
  const [firstHalf, secondHalf] = [peak(start, middle), peak(middle, end)];
  return { firstHalf, secondHalf, isBounded: secondHalf <= firstHalf + toleranceMs };
}
