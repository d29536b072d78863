const firstRate = 500;
const lowestRate = 30;
const highestRate = 512_000;

/** What a run at a rate showed. */
export interface Rung {
  readonly rate: number;
  readonly isBounded: boolean;
}

/**
 * The rate to try next; undefined = done. Told rates are tried one after another. Otherwise rates double until one is too
 * high; where the first one is, they halve until one is not.
 */
export function nextRate(tried: readonly Rung[], told?: readonly number[]): number | undefined {
  if (told !== undefined) return told[tried.length];
  const last = tried.at(-1);
  if (last === undefined) return firstRate;
  const isDown = tried[0]?.isBounded === false;
  if (last.isBounded) return isDown || last.rate * 2 > highestRate ? undefined : last.rate * 2;
  return isDown && last.rate / 2 >= lowestRate ? Math.round(last.rate / 2) : undefined;
}

/** The highest rate that stayed bounded; 0 = none did. */
export const sustained = (tried: readonly Rung[]) =>
  tried.reduce((most, { rate, isBounded }) => (isBounded ? Math.max(most, rate) : most), 0);
