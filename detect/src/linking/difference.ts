/** How far two samples of calls are apart, and how much of that chance explains. */
export interface Difference {
  /** Of shares: their difference, 0 to 1. Of distributions: squared distance, 0 the same, 4 nothing in common. */
  readonly value: number;
  /** Standard error of `value`, in the same unit. */
  readonly error: number;
}

/** Calls of both samples that a bin needs for the chi-square statistic to hold (Cochran's rule, for two samples). */
const perBin = 10;

/**
 * Compares how calls of two samples spread over the same bins. Bins in a row are put together until they hold enough calls.
 * undefined where there are too few calls for two of them.
 *
 * `noise`: how many times more uncertain the calls are than as many counted ones.
 */
export function distributionDifference(
  first: readonly number[],
  second: readonly number[],
  noise = 1,
): Difference | undefined {
  const bins: { a: number; b: number }[] = [];
  let [n, m] = [0, 0];
  let [a, b] = [0, 0];
  for (let i = 0; i < first.length; i += 1) {
    a += first[i] ?? 0;
    b += second[i] ?? 0;
    if (a + b < perBin) continue;
    bins.push({ a, b });
    n += a;
    m += b;
    a = 0;
    b = 0;
  }
  const last = bins.at(-1);
  if (last === undefined || bins.length < 2) return undefined;
  last.a += a;
  last.b += b;
  n += a;
  m += b;
  if (n === 0 || m === 0) return undefined;
  // Chi-square: a bin adds (a √(m/n) - b √(n/m))² / (a + b).
  let [aa, bb, ab] = [0, 0, 0];
  for (const bin of bins) {
    const size = bin.a + bin.b;
    aa += (bin.a * bin.a) / size;
    bb += (bin.b * bin.b) / size;
    ab += (bin.a * bin.b) / size;
  }
  const chi = (m / n) * aa + (n / m) * bb - 2 * ab;
  const [freedom, weight] = [bins.length - 1, (n * m) / (n + m)];
  // Chance alone gives as much chi-square as there are degrees of freedom, on average.
  return {
    value: Math.max(0, chi - noise * freedom) / weight,
    error: (noise * Math.sqrt(2 * freedom)) / weight,
  };
}

/** Compares two shares, each given as a part of a whole. */
export function shareDifference(
  part: readonly [number, number],
  whole: readonly [number, number],
): Difference {
  const [n, m] = [Math.max(1, whole[0]), Math.max(1, whole[1])];
  // A share near 0 or 1 would have hardly any error, whatever the number of calls.
  const pooled = Math.min(0.95, Math.max(0.05, (part[0] + part[1]) / (n + m)));
  return {
    value: Math.abs(part[0] / n - part[1] / m),
    error: Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m)),
  };
}

/** Whether the difference is above a limit by more than chance explains: by 2.5 standard errors. */
export const isAbove = ({ value, error }: Difference, limit: number) => value - 2.5 * error > limit;
/** Whether chance cannot explain that there is a difference at all, by 4 standard errors: many pairs are looked at. */
export const isBeyondChance = ({ value, error }: Difference) => value > 4 * error;
/** Whether the difference is below a limit by a standard error at least. */
export const isBelow = ({ value, error }: Difference, limit: number) => value + error < limit;
