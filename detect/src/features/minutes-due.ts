import { stitchReachMin } from './stitch.ts';

/** A minute, s since 1970, and what arrived for it and the minutes around it: now, and as its build has seen it ([] = none). */
export interface MinuteSeen {
  readonly minute: number;
  readonly arrived: readonly number[];
  readonly seen: readonly number[];
}

/** One statement's share of the minutes to stitch; all s since 1970. */
export interface Batch {
  readonly rows: readonly MinuteSeen[];
  /** Own legs have come, or it never was stitched: all of its calls are stitched. */
  readonly whole: readonly number[];
  /** Legs have come for a minute nearby alone: only calls of the pairs of numbers that are in those are stitched again. */
  readonly partly: readonly number[];
  /** The minutes whose pairs of numbers may have calls over a minute's edge. */
  readonly changed: readonly number[];
  /** Minutes around these that are not stitched as a whole: of them only legs of such pairs are read. */
  readonly beside: readonly number[];
  /** The legs of `whole` are stitched in so many statements, each with its share of the pairs of numbers. */
  readonly shares: number;
}

const offsets = Array.from({ length: 2 * stitchReachMin + 1 }, (_, i) => i - stitchReachMin);
const around = (minute: number) => offsets.map((offset) => minute + 60 * offset);
const own = ({ arrived }: MinuteSeen) => arrived[stitchReachMin] ?? 0;

const isWhole = (row: MinuteSeen) => row.seen.length === 0 || own(row) !== row.seen[stitchReachMin];
/** Minutes around it for which legs have come since it was stitched. */
const changedAround = ({ minute, arrived, seen }: MinuteSeen) =>
  around(minute).filter((_, i) => arrived[i] !== seen[i]);

function batchOf(rows: readonly MinuteSeen[], mostLegs: number): Batch {
  const [whole, partly] = [rows.filter(isWhole), rows.filter((row) => !isWhole(row))];
  const wholes = new Set(whole.map(({ minute }) => minute));
  const legs = whole.reduce((sum, row) => sum + own(row), 0);
  const atEdge = [...wholes].filter((minute) => around(minute).some((other) => !wholes.has(other)));
  return {
    rows,
    whole: [...wholes],
    partly: partly.map(({ minute }) => minute),
    changed: [...new Set([...partly.flatMap(changedAround), ...atEdge])],
    beside: [...new Set(rows.flatMap(({ minute }) => around(minute)))].filter(
      (minute) => !wholes.has(minute),
    ),
    shares: Math.max(1, Math.round(legs / mostLegs)),
  };
}

/** Minutes to stitch, rising, in statements of about so many legs each. A minute with more legs is cut into shares. */
export function batchesOf(rows: readonly MinuteSeen[], mostLegs: number): Batch[] {
  let legs = 0;
  const parts = Map.groupBy(rows, (row) => {
    const batch = Math.floor(legs / mostLegs);
    legs += own(row);
    return batch;
  });
  return [...parts.values()].map((part) => batchOf(part, mostLegs));
}
