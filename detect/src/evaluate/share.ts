/** A share, 0 to 1, of so many cases, with its 95% confidence bounds. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly of: number;
}

const z = 1.96;

/** A share with Wilson's interval (1927), which holds for few cases and near 0 and 1. The share of no cases is 1. */
export function shareOf(part: number, whole: number): Share {
  if (whole === 0) return { value: 1, low: 0, high: 1, of: 0 };
  const value = part / whole;
  const middle = (value + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const half =
    (z / (1 + (z * z) / whole)) * Math.sqrt((value * (1 - value)) / whole + (z * z) / (4 * whole * whole));
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half), of: whole };
}

/** F1 of precision and recall; 0 where nothing is right. */
export const f1 = (precision: number, recall: number) =>
  precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
