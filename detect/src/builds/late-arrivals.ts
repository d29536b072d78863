import { minuteMs } from '@ringtrace/schemas/durations';

/** A part of the traffic that is worked out again when records come for it: a minute, an hour, a bucket of a rollup. */
export interface Part {
  /** Its start, s since 1970. */
  readonly start: number;
  /** Records that have come for it. */
  readonly arrived: number;
  /** How many of them it was last worked out with; 0 = never. */
  readonly seen: number;
}

/** When a part is worth working out again. */
export interface Worth {
  /** A part with fewer records costs so little that it never rests. */
  readonly least: number;
  /** To work a part out costs as much as it is worth that all of its records wait for so long, ms. */
  readonly waitMs: number;
}

/** No part rests for longer. */
const longestMs = 10 * minuteMs;
/** Records have stopped coming for a part where none came for so long. */
const quietMs = 5_000;

/**
 * Parts of the traffic that rest, because few records come for them late. A record is sent when its call ends. So records of a
 * minute's long calls keep coming for half an hour, and each of them would have all of the minute worked out again.
 *
 * A part is worked out again once its new records have waited long enough, all together, to be worth the work. It is
 * worked out at once where no further records come.
 */
export class LateArrivals {
  readonly #worth: Worth;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #resting = new Map<
    number,
    { readonly arrived: number; readonly since: number; readonly changedAt: number }
  >();

  constructor(worth: Worth) {
    this.#worth = worth;
  }

  /** Starts of the parts that rest. `now` is in ms of any clock that does not go back. */
  look(parts: readonly Part[], now: number): ReadonlySet<number> {
    const before = this.#resting;
    // What is new now has come since the last look. The first look does not know since when: nothing rests then.
    const lookedAt = this.#lookedAt;
    const late = parts.map((part) => {
      const known = before.get(part.start);
      const changedAt = known?.arrived === part.arrived ? known.changedAt : now;
      return { part, since: known?.since ?? lookedAt, changedAt };
    });
    const resting = late.filter(
      ({ part, since, changedAt }) => now - changedAt < quietMs && !this.#isWorthIt(part, now - since),
    );
    this.#lookedAt = now;
    this.#resting = new Map(
      resting.map(({ part: { start, arrived }, since, changedAt }) => [start, { arrived, since, changedAt }]),
    );
    return new Set(this.#resting.keys());
  }

  #isWorthIt({ arrived, seen }: Part, waitedMs: number): boolean {
    const { least, waitMs } = this.#worth;
    if (arrived < least || arrived <= seen || waitedMs >= longestMs) return true;
    return (arrived - seen) * waitedMs >= arrived * waitMs;
  }
}
