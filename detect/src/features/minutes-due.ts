import { offsets, stitchReachMin } from './stitch/reach.ts';

/**
 * A minute, s since 1970, with numbers of arrived CDRs: for the minute itself and for those within reach, earliest first. `arrived`: as they
 * are now. `seen`: as they were when the minute was stitched; [] = no build of the minute holds.
 */
export interface MinuteSeen {
  readonly minute: number;
  /** The build that stitched it; 0 = none. */
  readonly build: number;
  readonly arrived: readonly number[];
  readonly seen: readonly number[];
}

/** One statement's share of the minutes to stitch; all s since 1970. */
export interface Batch {
  readonly rows: readonly MinuteSeen[];
  /** Minutes of which no build holds: all of their calls are stitched. */
  readonly whole: readonly number[];
  /** Minutes that were stitched, and legs have come since for them or for a minute nearby: calls of some pairs of numbers are stitched again. */
  readonly partly: readonly number[];
  /** Minutes for which legs have come since a minute of `partly` was stitched. Those of `whole` are left out. */
  readonly changed: readonly number[];
  /** Minutes of `partly`, and others within reach that are not of `whole`: only the legs of some pairs of numbers are read of these. */
  readonly beside: readonly number[];
  /** Those of `beside` that may have legs which are in no kept call and are not noted as new. */
  readonly unkept: readonly number[];
  /** Starts of minutes at which a call may begin on one side and go on on the other. On one side is a minute of `whole` or `changed`. */
  readonly edges: readonly number[];
  /** Number of statements that stitch the legs. Each has its share of the pairs of numbers. */
  readonly shares: number;
}

/** A minute with those within reach of it, in the order of `arrived` and `seen`. */
export const minutesAround = (minute: number) => offsets.map((offset) => minute + 60 * offset);
/** How many of its own legs have arrived for a minute. */
export const legsArrived = ({ arrived }: Pick<MinuteSeen, 'arrived'>) => arrived[stitchReachMin] ?? 0;
/** How many of these it was stitched with. */
export const legsSeen = ({ seen }: Pick<MinuteSeen, 'seen'>) => seen[stitchReachMin] ?? 0;

export const isStitched = ({ seen }: MinuteSeen) => seen.length > 0;
const isDue = ({ arrived, seen }: MinuteSeen) => arrived.some((cdrs, i) => cdrs !== seen[i]);
/** Minutes around it for which legs have come since it was stitched. */
const changedAround = ({ minute, arrived, seen }: MinuteSeen) =>
  minutesAround(minute).filter((_, i) => arrived[i] !== seen[i]);

/** How many legs of a minute are to be stitched, about. */
const legsOf = (row: MinuteSeen) =>
  isStitched(row) ? Math.max(0, legsArrived(row) - legsSeen(row)) : legsArrived(row);

/** Above this share of new legs, to stitch a minute as a whole is cheaper than to find the pairs with new legs and to copy all other calls. */
const mostNew = 0.55;
const isMostlyNew = (row: MinuteSeen) => legsOf(row) > mostNew * legsArrived(row);

/** By minute: the different arrivals that it and the minutes around it were stitched with. */
export function arrivalsSeenOf(
  known: readonly MinuteSeen[],
): ReadonlyMap<number, ReadonlySet<number | undefined>> {
  const told = new Map<number, Set<number | undefined>>();
  for (const row of known.filter(isStitched))
    for (const [i, minute] of minutesAround(row.minute).entries())
      told.set(minute, (told.get(minute) ?? new Set()).add(row.seen[i]));
  return told;
}

/**
 * Minutes to stitch, of all that are known. A minute with `seen` = [] is stitched as a whole: none of its kept calls holds. That is so, too,
 * where two minutes have seen different arrivals for the same minute. Then a worker died after it had stitched one of the two. A leg
 * may be in a kept call of the one, and new to the other.
 */
export function dueOf(known: readonly MinuteSeen[]): MinuteSeen[] {
  const told = arrivalsSeenOf(known);
  const isHalfDone = (row: MinuteSeen) =>
    changedAround(row).some((minute) => (told.get(minute)?.size ?? 0) > 1);
  return known
    .filter(isDue)
    .map((row) => (isStitched(row) && (isHalfDone(row) || isMostlyNew(row)) ? { ...row, seen: [] } : row));
}

/** What has arrived for a minute, as it or a minute around it tells; undefined = none of them is known. */
const arrivedFor = (minute: number, known: ReadonlyMap<number, MinuteSeen>) =>
  offsets
    .map((offset) => known.get(minute - 60 * offset)?.arrived[stitchReachMin + offset])
    .find((cdrs) => cdrs !== undefined);

/**
 * Whether all legs of a minute are in kept calls or noted as new. A call is kept with the minute of its first leg. So the minutes before
 * must be stitched too, and must have seen what has arrived for this one. A minute for which nothing has arrived has no calls.
 */
const isKept = (minute: number, changed: ReadonlySet<number>, known: ReadonlyMap<number, MinuteSeen>) =>
  arrivedFor(minute, known) === 0 ||
  offsets
    .filter((offset) => offset >= 0)
    .every((offset) => {
      const row = known.get(minute - 60 * offset);
      if (row === undefined) return arrivedFor(minute - 60 * offset, known) === 0;
      if (!isStitched(row)) return false;
      const at = stitchReachMin + offset;
      return row.seen[at] === row.arrived[at] || changed.has(minute);
    });

function batchOf(
  rows: readonly MinuteSeen[],
  mostLegs: number,
  known: ReadonlyMap<number, MinuteSeen>,
): Batch {
  const partly = rows.filter(isStitched);
  const whole = rows.filter((row) => !isStitched(row)).map(({ minute }) => minute);
  const isWhole = (minute: number) => wholes.has(minute);
  const wholes = new Set(whole);
  const changed = new Set(partly.flatMap(changedAround).filter((minute) => !isWhole(minute)));
  const edges = new Set([...whole, ...changed].flatMap((minute) => [minute, minute + 60]));
  const legs = rows.reduce((sum, row) => sum + legsOf(row), 0);
  const beside = [...new Set(rows.flatMap(({ minute }) => minutesAround(minute)))].filter(
    (minute) => !isWhole(minute),
  );
  return {
    rows,
    whole,
    partly: partly.map(({ minute }) => minute),
    changed: [...changed],
    beside,
    unkept: beside.filter((minute) => !isKept(minute, changed, known)),
    edges: [...edges].filter((minute) => !isWhole(minute) || !isWhole(minute - 60)),
    shares: Math.max(1, Math.round(legs / mostLegs)),
  };
}

/**
 * Minutes to stitch, rising, in statements of about so many legs each. A minute with more legs is cut into shares. `known` are all
 * minutes that the look has found, those not due among them.
 */
export function batchesOf(
  rows: readonly MinuteSeen[],
  mostLegs: number,
  known: readonly MinuteSeen[] = [],
): Batch[] {
  const all = new Map([...known, ...rows].map((row) => [row.minute, row]));
  let legs = 0;
  const parts = Map.groupBy(rows, (row) => {
    const batch = Math.floor(legs / mostLegs);
    legs += legsOf(row);
    return batch;
  });
  return [...parts.values()].map((part) => batchOf(part, mostLegs, all));
}
