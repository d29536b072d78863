const firstRate = 500;
const lowestRate = 30;
const highestRate = 512_000;

/** What a run at a rate showed. */
export interface Rung {
  readonly rate: number;
  /** Whether both lags stayed bounded. */
  readonly sustained: boolean;
}

/**
 * The rate to try next; undefined = done. Told rates are tried one after another. Otherwise rates double until one is too
 * high; where the first one is, they halve until one is not.
 */
export function nextRate(tried: readonly Rung[], told?: readonly number[]): number | undefined {
  if (told !== undefined) return told[tried.length];
  const last = tried.at(-1);
  if (last === undefined) return firstRate;
  const isDown = tried[0]?.sustained === false;
  if (last.sustained) return isDown || last.rate * 2 > highestRate ? undefined : last.rate * 2;
  return isDown && last.rate / 2 >= lowestRate ? Math.round(last.rate / 2) : undefined;
}

/** The highest rate that was sustained; 0 = none was. */
export const highestSustained = (tried: readonly Rung[]) =>
  tried.reduce((most, { rate, sustained }) => (sustained ? Math.max(most, rate) : most), 0);
