import { minuteMs } from '@ringtrace/schemas/durations';
import type { DirtyHour } from './hours.ts';
import { LateArrivals, type Part, type Worth } from './late-arrivals.ts';

/** An hour rests no longer than this while arrivals of the hours beside it keep coming. */
const longestMs = 10 * minuteMs;
/** To count an hour of a million legs again takes some 2 s of CPU. The minutes of smaller hours may rest. */
const usualWorth: Worth = { least: 1_000_000, waitMs: 1_000 };

/**
 * Hours that are left for a later round. What rests stays dirty. Two sorts of hours rest, for a bounded time:
 * - Hours of which all arrivals are judged, while others keep coming for the hour beside. Those only tell who is called, called
 *   back and called again around the hour. So the hour rests until they have come to an end.
 * - Hours that are over, and for which few arrivals come late.
 */
export class RestingHours {
  /** By hour: the arrivals at the last look, and since when it rests. */
  #resting = new Map<number, { readonly arrivals: number; readonly since: number }>();
  readonly #worth: Worth;
  readonly #late: LateArrivals;

  constructor(worth = usualWorth) {
    this.#worth = worth;
    this.#late = new LateArrivals(worth);
  }

  /** Which of some dirty hours are not to be judged yet. `now` is in ms of any clock that does not go back. */
  look(dirty: readonly DirtyHour[], now: number): number[] {
    return [...this.#besideOthers(dirty, now), ...this.#late.look(partsThatAreOver(dirty, this.#worth), now)];
  }

  #besideOthers(dirty: readonly DirtyHour[], now: number): number[] {
    const before = this.#resting;
    const beside = dirty.filter(isBeside);
    const resting = beside.filter(({ hour, arrivals }) => {
      const known = before.get(hour);
      return known === undefined || (known.arrivals !== arrivals && now - known.since < longestMs);
    });
    this.#resting = new Map(
      resting.map(({ hour, arrivals }) => [hour, { arrivals, since: before.get(hour)?.since ?? now }]),
    );
    return resting.map(({ hour }) => hour);
  }
}

/** All arrivals of the hour itself are judged: others have come for an hour beside it. */
const isBeside = ({ own_arrivals, own_seen }: DirtyHour) => own_arrivals === own_seen;

/**
 * Hours with new arrivals of their own that are over: a later hour has many. A few calls of a later hour may be those of a fast
 * clock.
 */
function partsThatAreOver(dirty: readonly DirtyHour[], { least }: Worth): readonly Part[] {
  const own = dirty.filter((hour) => !isBeside(hour));
  const newest = own.reduce(
    (latest, hour) => (hour.own_arrivals >= least ? Math.max(latest, hour.hour) : latest),
    0,
  );
  return own
    .filter(({ hour }) => hour < newest)
    .map(({ hour, own_arrivals, own_seen }) => ({ start: hour, arrived: own_arrivals, seen: own_seen }));
}
