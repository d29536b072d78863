/** A national number: prefixes and country codes that carriers put before it or take away lie above. */
export const national = 10_000_000_000;

/** What stays of a number whatever a carrier puts before it: the last ten digits; a shorter number is itself. */
export const core = (number: number): number => number % national;

export const sameNumber = (a: number, b: number): boolean => a !== 0 && core(a) === core(b);
