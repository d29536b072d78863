import { minuteMs } from '@ringtrace/schemas/durations';
import { extent, max, min } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { type Plot, rowsOfLabels, valueTicks } from './plot.ts';
import { mostPoints, type Point, thinned } from './thin.ts';

export interface Series {
  readonly name: string;
  /** By time. A bin without calls is a point of value 0: what is missing is taken as not asked for. */
  readonly points: readonly Point[];
  readonly kind: 'line' | 'area' | 'dashed';
}

export interface Mark {
  /** ms since 1970. */
  readonly at: number;
  readonly label: string;
}

/** First and last moment of all points; a minute around the one moment where there is only one. */
export function timeDomain(series: readonly Series[], marks: readonly Mark[] = []): [number, number] {
  const times = [...series.flatMap(({ points }) => points.map(({ at }) => at)), ...marks.map(({ at }) => at)];
  const [first = 0, last = 0] = extent(times);
  return first === last ? [first - minuteMs, last + minuteMs] : [first, last];
}

/** The points that are drawn, and how many were given. */
export function drawnSeries(series: readonly Series[]): { readonly drawn: Series[]; readonly given: number } {
  const each = Math.floor(mostPoints / Math.max(1, series.length));
  const sorted = series.map((one) => ({ ...one, points: one.points.toSorted((a, b) => a.at - b.at) }));
  return {
    drawn: sorted.map((one) => ({ ...one, points: thinned(one.points, each) })),
    given: series.reduce((sum, { points }) => sum + points.length, 0),
  };
}

export interface LineLayout {
  readonly height: number;
  readonly plot: Plot;
  readonly domain: readonly [number, number];
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
  readonly marks: readonly {
    readonly x: number;
    readonly y: number;
    readonly label: string;
    readonly isEnd: boolean;
  }[];
}

const labelRow = 16;

/** Where everything lies in a picture of `width` pixels. `widthOf` gives the pixels of a label. */
export function lineLayout(
  series: readonly Series[],
  marks: readonly Mark[],
  width: number,
  widthOf: (text: string) => number,
): LineLayout {
  const domain = timeDomain(series, marks);
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ value }) => (value === null ? [] : [value])),
  );
  const [left, right] = [48, width - 12];
  const x = scaleLinear(domain, [left, right]);
  const placed = marks
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, label }) => {
      const isEnd = x(at) + widthOf(label) + 6 > width;
      return { label, isEnd, x: x(at), from: isEnd ? x(at) - widthOf(label) - 4 : x(at) + 4 };
    });
  const rows = rowsOfLabels(placed.map(({ from, label }) => ({ x: from, width: widthOf(label) })));
  const labelsHeight = placed.length === 0 ? 0 : (Math.max(...rows) + 1) * labelRow;
  const top = 24 + labelsHeight;
  const plot: Plot = { left, right, top, bottom: top + 190 };
  const y = scaleLinear([Math.min(0, min(values) ?? 0), max(values) || 1], [plot.bottom, plot.top]).nice(5);
  return {
    height: plot.bottom + 42,
    plot,
    domain,
    x: (at) => x(at),
    y: (value) => y(value),
    ticks: valueTicks(y.ticks(5), values.every(Number.isInteger)),
    marks: placed.map(({ label, isEnd, x: at }, i) => ({
      label,
      isEnd,
      x: at,
      y: 24 + (rows[i] ?? 0) * labelRow + 11,
    })),
  };
}

/** Points that have no known neighbor: a line shows nothing of them. */
export const lonely = (points: readonly Point[]): Point[] =>
  points.filter(
    ({ value }, i) =>
      value !== null && (points[i - 1]?.value ?? null) === null && (points[i + 1]?.value ?? null) === null,
  );

/** Pixels between the shapes on a line. */
const shapeGap = 70;

/** Known points, one about every 70 pixels: where the shapes lie that tell one line from another. */
export function everySo(points: readonly Point[], x: (at: number) => number): Point[] {
  let next = -Infinity;
  return points.filter(({ at, value }) => {
    if (value === null || x(at) < next) return false;
    next = x(at) + shapeGap;
    return true;
  });
}

/** Lowest and highest of a series, in order of value; undefined where nothing is known. */
export function rangeOf(points: readonly Point[]): { readonly low: Known; readonly high: Known } | undefined {
  const known = points.flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]));
  const sorted = known.toSorted((a, b) => a.value - b.value);
  const [low, high] = [sorted[0], sorted.at(-1)];
  return low === undefined || high === undefined ? undefined : { low, high };
}
interface Known {
  readonly at: number;
  readonly value: number;
}

/** Rows of the table: a row for each moment, a column for each series. */
export function seriesRows(
  series: readonly Series[],
): { readonly at: number; readonly values: (number | null)[] }[] {
  const rows = new Map<number, (number | null)[]>();
  for (const [i, { points }] of series.entries())
    for (const { at, value } of points) {
      const row = rows.get(at) ?? series.map(() => null);
      row[i] = value;
      rows.set(at, row);
    }
  return [...rows].map(([at, values]) => ({ at, values })).sort((a, b) => a.at - b.at);
}
