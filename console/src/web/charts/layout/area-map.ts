import { sum } from 'd3-array';
import { areaCodesOf2020 } from './area-codes.ts';
import { columns, rows, type Tile, tileOf, tiles } from './tiles.ts';

export interface AreaCell {
  /** Three digits. */
  readonly area_code: string;
  /** As the reference list of area codes writes it; '' where no list is loaded. */
  readonly state: string;
  readonly calls: number;
}

export interface StateOfMap extends Tile {
  readonly calls: number;
  /** The most calls first. */
  readonly cells: readonly AreaCell[];
}

const stateOf2020 = new Map(
  Object.entries(areaCodesOf2020).flatMap(([state, codes]) =>
    codes.split(' ').map((code) => [code, state] as const),
  ),
);

/** Each tile with its area codes. Where no state is given, the one of 2020 counts. */
export function statesOf(cells: readonly AreaCell[]): StateOfMap[] {
  const byTile = Map.groupBy(cells, ({ area_code, state }) =>
    tileOf(state || (stateOf2020.get(area_code) ?? '')),
  );
  return tiles.map((tile) => {
    const own = byTile.get(tile.code) ?? [];
    return {
      ...tile,
      calls: sum(own, ({ calls }) => calls),
      cells: own.toSorted((a, b) => b.calls - a.calls),
    };
  });
}

/** Steps of color; 0 stands for no calls. */
export const heatSteps = 5;

/** The least count of a step, as a part of the largest count: steps are as wide as squares, because few codes have most calls. */
const leastOf = (step: number, most: number) => (most * (step - 1) ** 2) / heatSteps ** 2;

/** The step of a count, 1 to 5; 0 for no calls. */
export function heatOf(calls: number, most: number): number {
  if (calls <= 0) return 0;
  const steps = Array.from({ length: heatSteps }, (_, i) => i + 1);
  return steps.findLast((step) => calls >= leastOf(step, most)) ?? 1;
}

/** The counts of each step, for the legend: whole numbers from and to. Steps that no count can have are left out. */
export function heatRanges(
  most: number,
): { readonly step: number; readonly from: number; readonly to: number }[] {
  const starts = Array.from({ length: heatSteps }, (_, i) => Math.max(1, Math.ceil(leastOf(i + 1, most))));
  return starts
    .map((from, i) => ({ step: i + 1, from, to: i === heatSteps - 1 ? most : (starts[i + 1] ?? most) - 1 }))
    .filter(({ from, to }) => from <= to);
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where tiles lie in a picture of `width` pixels; they are square. */
export function tileBoxes(width: number): {
  readonly height: number;
  readonly size: number;
  boxOf(tile: Tile): Box;
} {
  const size = Math.min(64, width / columns);
  const left = (width - size * columns) / 2;
  return {
    size,
    height: size * rows,
    boxOf: ({ column, row }) => ({
      x: left + column * size + 1,
      y: row * size + 1,
      width: size - 2,
      height: size - 2,
    }),
  };
}

/** Equal cells for `count` area codes within a tile, row by row. */
export function cellBoxes({ x, y, width, height }: Box, count: number): Box[] {
  const across = Math.ceil(Math.sqrt(count));
  const down = Math.ceil(count / across);
  const [w, h] = [width / across, height / down];
  return Array.from({ length: count }, (_, i) => ({
    x: x + (i % across) * w,
    y: y + Math.floor(i / across) * h,
    width: Math.max(0.5, w - 1),
    height: Math.max(0.5, h - 1),
  }));
}
