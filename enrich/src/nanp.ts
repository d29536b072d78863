/** The numbers of the North American Numbering Plan: +1, an area code from 200 on, an exchange, a line. */
export const firstNanp = 12_000_000_000;
export const lastNanp = 19_999_999_999;
export const linesPerExchange = 10_000;
/** Exchanges (NPA-NXX) that numbers could have. */
export const exchanges = 800_000;

/** A number's exchange from 0 (+1 200 000) on; -1 for a number that is none of the plan's. */
export function exchangeOf(n: number): number {
  return n >= firstNanp && n <= lastNanp ? ((n - firstNanp) / linesPerExchange) | 0 : -1;
}

/** A number's line within its exchange, 0 to 9999. */
export const lineOf = (n: number, exchange: number) => (n - firstNanp - exchange * linesPerExchange) | 0;
