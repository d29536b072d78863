/** Quantile of the normal distribution for 95 %. */
const z = 1.959963984540054;

/** Two limits between which a share lies, 95 times in 100. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Bounds of the share `part` / `whole` by Wilson's score interval, which holds its promise for small counts and shares near 0
 * or 1 (Wilson 1927; Brown, Cai and DasGupta 2001). undefined where `whole` is 0.
 */
export function wilson(part: number, whole: number): Bounds | undefined {
  if (whole === 0) return undefined;
  const share = part / whole;
  const middle = share + z ** 2 / (2 * whole);
  const half = z * Math.sqrt((share * (1 - share)) / whole + z ** 2 / (4 * whole ** 2));
  const scale = 1 + z ** 2 / whole;
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}
