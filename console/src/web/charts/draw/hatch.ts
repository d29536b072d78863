import { range } from 'd3-array';
import type { Box } from '../layout/box.ts';

/** What lies over a fill: fills that differ by color differ by these as well. */
export type Marks = 'rising' | 'dots' | 'upright' | 'falling' | 'level';

type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * The path of lines or dots that lie within a box, `gap` pixels from each other. They are lines of their own and no SVG pattern,
 * because a browser prints each use of a pattern as an image: a page with some charts then has many megabytes.
 */
export const marksOver = (marks: Marks, box: Box, gap = 8): string =>
  segments[marks](box, gap)
    .map((ends) => ends.map((end) => end.toFixed(1)))
    .map(([x1, y1, x2, y2]) => `M${x1},${y1}L${x2},${y2}`)
    .join('');

/** Multiples of the gap between two values: so marks of boxes that touch fit together. */
const between = (from: number, to: number, gap: number) => range(Math.ceil(from / gap) * gap, to, gap);

const segments: Readonly<Record<Marks, (box: Box, gap: number) => Segment[]>> = {
  rising: ({ x, y, width, height }, gap) =>
    between(x + y, x + width + y + height, gap).map((sum) => {
      const [left, right] = [Math.max(x, sum - y - height), Math.min(x + width, sum - y)];
      return [left, sum - left, right, sum - right];
    }),
  falling: ({ x, y, width, height }, gap) =>
    between(x - y - height, x + width - y, gap).map((difference) => {
      const [left, right] = [Math.max(x, difference + y), Math.min(x + width, difference + y + height)];
      return [left, left - difference, right, right - difference];
    }),
  upright: ({ x, y, width, height }, gap) => between(x, x + width, gap).map((at) => [at, y, at, y + height]),
  level: ({ x, y, width, height }, gap) => between(y, y + height, gap).map((at) => [x, at, x + width, at]),
  // A line of no length with round ends is a dot.
  dots: ({ x, y, width, height }, gap) =>
    between(x + 1.6, x + width - 1.6, gap).flatMap((across) =>
      between(y + 1.6, y + height - 1.6, gap).map((down): Segment => [across, down, across, down]),
    ),
};
