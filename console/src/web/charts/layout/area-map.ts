import { extent, sum } from 'd3-array';
import { areaCodesOf2020 } from './area-codes.ts';
import type { Box } from './box.ts';
import { isApart, type Tile, tileOf, tiles } from './tiles.ts';

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

/** The tiles that are drawn: all of the contiguous states, and other places that have calls. */
export const drawnTiles = (states: readonly StateOfMap[]): StateOfMap[] =>
  states.filter(({ code, calls }) => calls > 0 || !isApart(code));

/** Where tiles lie in a picture of `width` pixels; they are square. Rows and columns without a tile at the edges take no room. */
export function tileBoxes(
  drawn: readonly Tile[],
  width: number,
): {
  readonly height: number;
  readonly size: number;
  boxOf(tile: Tile): Box;
} {
  const [west = 0, east = 0] = extent(drawn, ({ column }) => column);
  const [north = 0, south = 0] = extent(drawn, ({ row }) => row);
  const columns = east - west + 1;
  const size = Math.min(64, width / columns);
  const left = (width - size * columns) / 2;
  return {
    size,
    height: size * (south - north + 1),
    boxOf: ({ column, row }) => ({
      x: left + (column - west) * size + 1,
      y: (row - north) * size + 1,
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
