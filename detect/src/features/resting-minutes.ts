import { hourS } from '@ringtrace/schemas/durations';
import { LateArrivals, type Part, type Worth } from '../builds/late-arrivals.ts';
import {
  arrivalsSeenOf,
  isStitched,
  legsArrived,
  legsSeen,
  type MinuteSeen,
  minutesAround,
} from './minutes-due.ts';

/**
 * To find a minute's new legs, and to copy its other calls, costs about 1 us for each of its legs. So 10,000 legs cost 10 ms. With 6 s, a
 * minute with 10% new legs rests for a minute.
 */
const usualWorth: Worth = { least: 10_000, waitMs: 6_000 };

/** Legs that have arrived for a minute (s since 1970) and are left for a later round. */
export interface LeftLegs {
  readonly minute: number;
  readonly cdrs: number;
}

/** Minutes as a round takes them, and the legs that it leaves. */
interface Taken {
  readonly known: readonly MinuteSeen[];
  readonly left: readonly LeftLegs[];
}

/** Minutes that are not stitched again yet, because few legs have come for them. */
export class RestingMinutes {
  readonly #late: LateArrivals;

  constructor(worth = usualWorth) {
    this.#late = new LateArrivals(worth);
  }

  /** `now` is in ms of any clock that does not go back. */
  look(known: readonly MinuteSeen[], now: number): Taken {
    const parts = partsOf(known);
    const starts = this.#late.look(parts, now);
    const resting = parts.filter(({ start }) => starts.has(start));
    return {
      known: asIfNotArrived(known, resting),
      left: resting.map(({ start, arrived, seen }) => ({ minute: start, cdrs: arrived - seen })),
    };
  }
}

/**
 * Minutes with new legs that may rest: of the newest hour and the one before. Earlier hours get legs seldom, so they are stitched at
 * once. Where two minutes have seen different arrivals of a minute, that one is stitched as a whole. It must not rest.
 */
function partsOf(known: readonly MinuteSeen[]): readonly Part[] {
  const newest = known.reduce((latest, { minute }) => Math.max(latest, minute), 0);
  const from = newest - (newest % hourS) - hourS;
  const seenBy = arrivalsSeenOf(known);
  return known
    .filter((row) => isStitched(row) && row.minute >= from && seenBy.get(row.minute)?.size === 1)
    .map((row) => ({ start: row.minute, arrived: legsArrived(row), seen: legsSeen(row) }))
    .filter(({ arrived, seen }) => arrived !== seen);
}

/**
 * All minutes, as if the new legs of those that rest had not arrived. Stitching meets this in any case: legs are stored before their
 * arrival is marked.
 */
function asIfNotArrived(known: readonly MinuteSeen[], resting: readonly Part[]): readonly MinuteSeen[] {
  const seenOf = new Map(resting.map(({ start, seen }) => [start, seen]));
  return known.map((row) => ({
    ...row,
    arrived: minutesAround(row.minute).map((minute, i) => seenOf.get(minute) ?? row.arrived[i] ?? 0),
  }));
}
