/** Numbers below this are national ones: ten digits. Digits above are a country code or a carrier's prefix. */
export const national = 10_000_000_000;

/** The last ten digits of a number: they stay the same whatever prefix a carrier puts before them. */
export const core = (number: number): number => number % national;

/** Whether two numbers are known and the same but for a prefix. */
export const sameNumber = (a: number, b: number): boolean => a !== 0 && core(a) === core(b);
