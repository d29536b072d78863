import { LateArrivals, type Worth } from '../builds/late-arrivals.ts';
import { around, isStitched, legsArrived, legsSeen, type MinuteSeen, toldOf } from './minutes-due.ts';

/**
 * To find a minute's new legs, and to copy its other calls, costs about 1 us for each of its legs. So 10,000 legs cost 10 ms. A leg
 * that waits for six seconds is taken to be worth as much as 1 us of work.
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

/**
 * Minutes that are not stitched again yet, because few legs have come for them. All minutes nearby are then stitched as if these
 * legs had not arrived. That is so in any case for legs that are stored, and of which the arrival is not marked yet.
 */
export class RestingMinutes {
  readonly #late: LateArrivals;

  constructor(worth = usualWorth) {
    this.#late = new LateArrivals(worth);
  }

  /** `now` is in ms of any clock that does not go back. */
  look(known: readonly MinuteSeen[], now: number): Taken {
    const told = toldOf(known);
    // Where two minutes have seen different arrivals of a minute, that one is stitched as a whole. It must not rest.
    const agreed = known.filter((row) => isStitched(row) && told.get(row.minute)?.size === 1);
    const parts = agreed.map((row) => ({
      start: row.minute,
      arrived: legsArrived(row),
      seen: legsSeen(row),
    }));
    const resting = this.#late.look(
      parts.filter(({ arrived, seen }) => arrived !== seen),
      now,
    );
    const seenBefore = new Map(
      parts.filter(({ start }) => resting.has(start)).map(({ start, seen }) => [start, seen]),
    );
    return {
      known: known.map((row) => ({
        ...row,
        arrived: around(row.minute).map((minute, i) => seenBefore.get(minute) ?? row.arrived[i] ?? 0),
      })),
      left: parts
        .filter(({ start }) => resting.has(start))
        .map(({ start, arrived, seen }) => ({ minute: start, cdrs: arrived - seen })),
    };
  }
}
