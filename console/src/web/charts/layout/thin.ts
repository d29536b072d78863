/** One value at a moment. `value` is null where it is not known: the line breaks there. */
export interface Point {
  /** ms since 1970. */
  readonly at: number;
  readonly value: number | null;
}

/** A chart draws so many points at most, over all its series. */
export const mostPoints = 1_500;

/**
 * At most `most` of the points, in order of time: of each of equally wide bins the lowest and the highest. So no peak is
 * lost. A bin without a known value keeps one unknown point.
 */
export function thinned(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const bins = Math.max(1, Math.floor(most / 2));
  return Array.from({ length: bins }, (_, i) =>
    points.slice(Math.floor((i * points.length) / bins), Math.floor(((i + 1) * points.length) / bins)),
  ).flatMap(extremes);
}

function extremes(bin: readonly Point[]): Point[] {
  let [low, high] = [-1, -1];
  const valueAt = (i: number) => bin[i]?.value ?? 0;
  for (const [i, { value }] of bin.entries()) {
    if (value === null) continue;
    if (low < 0 || value < valueAt(low)) low = i;
    if (high < 0 || value > valueAt(high)) high = i;
  }
  if (low < 0) return bin.slice(0, 1);
  return [...new Set([Math.min(low, high), Math.max(low, high)])].flatMap((i) => bin.slice(i, i + 1));
}
