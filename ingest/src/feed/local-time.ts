import { FeedError } from './format.ts';

/** Reads wall-clock times of one zone. */
export interface LocalTimes {
  /** The zone's. */
  readonly name: string;
  /**
   * The moments (ms since 1970) a wall-clock time stands for, earliest first: one, two where clocks were set back,
   * none where they were set forward over it. `local` is the wall clock read as if it were UTC.
   */
  moments(local: number): readonly number[];
}

const dayMs = 86_400_000;
const rememberedDays = 1_000;

/** Throws FeedError where the zone is unknown. */
export function createLocalTimes(timezone: string): LocalTimes {
  const offsetAt = offsetsOf(timezone);
  /** The offset of each local day seen lately. */
  const steady = new Map<number, number | undefined>();

  /** The offset of a local day on which, and around which, clocks are not set. */
  function offsetOfDay(local: number): number | undefined {
    const day = Math.floor(local / dayMs);
    if (!steady.has(day)) {
      if (steady.size >= rememberedDays) steady.clear();
      const before = offsetAt((day - 1) * dayMs);
      steady.set(day, before === offsetAt((day + 2) * dayMs) ? before : undefined);
    }
    return steady.get(day);
  }

  return {
    name: timezone,
    moments(local) {
      const offset = offsetOfDay(local);
      if (offset !== undefined) return [local - offset];
      const offsets = new Set([offsetAt(local - dayMs), offsetAt(local + dayMs)]);
      return [...offsets]
        .map((candidate) => local - candidate)
        .filter((moment) => moment + offsetAt(moment) === local)
        .sort((a, b) => a - b);
    },
  };
}

/** A zone's offset from UTC at a moment, ms. */
function offsetsOf(timezone: string): (moment: number) => number {
  const format = formatOf(timezone);
  return (moment) => {
    const parts = Object.fromEntries(
      format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
    );
    const at = (name: string) => parts[name] ?? 0;
    const local = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
    return local - Math.floor(moment / 1000) * 1000;
  };
}

function formatOf(timezone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new FeedError(
      `unknown time zone '${timezone}': use an IANA name, such as 'America/New_York' or 'UTC'`,
    );
  }
}
