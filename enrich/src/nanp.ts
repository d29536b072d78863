import type { Scratch } from '@ringtrace/platform/scratch';

/** The numbers of the North American Numbering Plan: +1, an area code from 200 on, an exchange, a line. */
export const firstNanp = 12_000_000_000;
const lastNanp = 19_999_999_999;
export const linesPerExchange = 10_000;
/** Exchanges (NPA-NXX) that numbers could have. */
export const exchanges = 800_000;
const exchangesPerArea = 1_000;
/** Area codes that numbers could have. */
export const areas = exchanges / exchangesPerArea;
/**
 * In place of an exchange, for all numbers that are none of the plan's: behind the last of them.
 * @alias exchanges
 */
export const otherPlan = exchanges;

export const isNanp = (n: number) => n >= firstNanp && n <= lastNanp;

/** A number's exchange from 0 (+1 200 000) on, or `otherPlan`. */
export const exchangeOf = (n: number) => (isNanp(n) ? ((n - firstNanp) / linesPerExchange) | 0 : otherPlan);

/** The area of an exchange from 0 (200) on; `areas` for `otherPlan`. */
export const areaOf = (exchange: number) => Math.floor(exchange / exchangesPerArea);

/** A number's line within its exchange, 0 to 9999. */
export const lineOf = (n: number, exchange: number) => (n - firstNanp - exchange * linesPerExchange) | 0;

/** Numbers of a batch taken apart, row by row; one of another plan has line 0 of `otherPlan`. */
export interface NumberPlaces {
  readonly exchange: Int32Array;
  readonly line: Int32Array;
}

/** The batch's numbers at `rows`. */
export function placesOf(numbers: Float64Array, rows: Int32Array, scratch: Scratch): NumberPlaces {
  const places = { exchange: scratch.int32(numbers.length), line: scratch.int32(numbers.length) };
  for (const row of rows) {
    const n = numbers[row] ?? 0;
    const exchange = exchangeOf(n);
    places.exchange[row] = exchange;
    places.line[row] = exchange === otherPlan ? 0 : lineOf(n, exchange);
  }
  return places;
}
