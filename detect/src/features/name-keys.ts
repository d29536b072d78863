/**
 * SQL: names of providers as integers. To compare texts within arrays costs twice as much. Of a million names, two
 * have the same integer once in 10^7 times.
 */
export const keysOf = (names: string) => `arrayMap(name -> cityHash64(name), ${names})`;
/** The integer of a name that is not told. */
export const noName = "cityHash64('')";
