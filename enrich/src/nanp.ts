import type { Scratch } from '@ringtrace/platform/scratch';

/**
 * Numbers of the North American Numbering Plan (NANP) as array indexes: +1, an area code (200 to 999), an exchange of
 * three digits, a line number of four. Here "exchange" means area code and exchange together (NPA-NXX).
 */
export const firstNanp = 12_000_000_000;
const lastNanp = 19_999_999_999;
export const numbersPerExchange = 10_000;
/** Most exchanges (NPA-NXX): 200-000 to 999-999. */
export const exchanges = 800_000;
const exchangesPerArea = 1_000;
/** Most area codes: 200 to 999. */
export const areas = exchanges / exchangesPerArea;
/** Stands for "no exchange" where a number is not of the NANP: one more than the last exchange. */
export const otherPlan = areas * exchangesPerArea;

export const isNanp = (n: number) => n >= firstNanp && n <= lastNanp;

/** Index of a number's exchange, 0 = 200-000; `otherPlan` for a number of another plan. */
export const exchangeOf = (n: number) => (isNanp(n) ? ((n - firstNanp) / numbersPerExchange) | 0 : otherPlan);

/** Whether two numbers (E.164 digits) are different NANP numbers of the same exchange. */
export const isNeighbor = (calling: number, called: number) =>
  isNanp(calling) && calling !== called && exchangeOf(calling) === exchangeOf(called);

/** Index of an exchange's area code, 0 = 200; `areas` for `otherPlan`. */
export const areaOf = (exchange: number) => Math.floor(exchange / exchangesPerArea);

/** The line number: the last four digits of a NANP number, 0 to 9999. */
export const lineNumberOf = (n: number, exchange: number) =>
  (n - firstNanp - exchange * numbersPerExchange) | 0;

/** The numbers of a batch, split by row. A number of another plan has the exchange `otherPlan` and line number 0. */
export interface SplitNumbers {
  readonly exchange: Int32Array;
  readonly lineNumber: Int32Array;
}

/** Splits a batch's numbers at the row indexes `rows`. */
export function splitNumbers(numbers: Float64Array, rows: Int32Array, scratch: Scratch): SplitNumbers {
  const split = { exchange: scratch.int32(numbers.length), lineNumber: scratch.int32(numbers.length) };
  for (const row of rows) {
    const n = numbers[row] ?? 0;
    const exchange = exchangeOf(n);
    split.exchange[row] = exchange;
    split.lineNumber[row] = exchange === otherPlan ? 0 : lineNumberOf(n, exchange);
  }
  return split;
}
