import { hourMs, minuteMs } from '@ringtrace/schemas/durations';

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
  /** A part rests until the share of its records that are new, times the time that they have waited, reaches this, ms. */
  readonly waitMs: number;
}

/** What is known of a part that has new records. Times are in ms of the clock of `look`. */
interface Noted {
  readonly seen: number;
  readonly arrived: number;
  /** Since when records may have waited. */
  readonly since: number;
  /** When more of them were found. */
  readonly changedAt: number;
  readonly lookedAt: number;
}

/** No part rests for longer. */
const longestMs = 10 * minuteMs;
/** Records have stopped coming for a part where none came for so long. */
const quietMs = 5_000;
/** A part that nobody has asked of for so long is forgotten. */
const forgottenMs = hourMs;

/**
 * Parts of the traffic that rest, because few records come for them late. A record is sent when its call ends. So records of a
 * minute's long calls keep coming for half an hour, and each of them would have all of the minute worked out again.
 *
 * A part is worked out again once its new records have waited long enough, all together, to be worth the work. It is
 * worked out at once where no further records come. Not every look has to be at all parts.
 */
export class LateArrivals {
  readonly #worth: Worth;
  readonly #noted = new Map<number, Noted>();
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(worth: Worth) {
    this.#worth = worth;
  }

  /** Starts of those of the parts that rest. `now` is in ms of any clock that does not go back. */
  look(parts: readonly Part[], now: number): ReadonlySet<number> {
    const resting = parts.filter((part) => this.#rests(part, this.#note(part, now), now));
    this.#lookedAt = now;
    for (const [start, { lookedAt }] of this.#noted)
      if (now - lookedAt >= forgottenMs) this.#noted.delete(start);
    return new Set(resting.map(({ start }) => start));
  }

  /** A part begins to wait anew once it was worked out. Where that fails, or comes later, it goes on waiting. */
  #note({ start, arrived, seen }: Part, now: number): Noted {
    const known = this.#noted.get(start);
    const before = known?.seen === seen && known.arrived > seen ? known : undefined;
    const noted = {
      seen,
      arrived,
      // The first look does not know since when records wait: nothing rests then.
      since: before?.since ?? this.#lookedAt,
      changedAt: before?.arrived === arrived ? before.changedAt : now,
      lookedAt: now,
    };
    this.#noted.set(start, noted);
    return noted;
  }

  #rests({ arrived, seen }: Part, { since, changedAt }: Noted, now: number): boolean {
    const { least, waitMs } = this.#worth;
    const waited = now - since;
    if (arrived < least || arrived <= seen || waited >= longestMs) return false;
    return now - changedAt < quietMs && (arrived - seen) * waited < arrived * waitMs;
  }
}
