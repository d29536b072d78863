import { dayMs } from '@ringtrace/schemas/durations';
import { FeedError } from './format.ts';

/** Converts wall-clock times of one time zone. */
export interface LocalTimes {
  /** Name of the zone. */
  readonly name: string;
  /**
   * The moments (ms since 1970) that a wall-clock time can mean, earliest first. Usually one. Two where clocks were set
   * back. None where clocks were set forward over it. `local` is the wall-clock time in ms, read as if it were UTC.
   */
  moments(local: number): readonly number[];
}

const rememberedDays = 1_000;

/** Throws FeedError for an unknown zone. */
export function createLocalTimes(timezone: string): LocalTimes {
  const offsetAt = offsetsOf(timezone);
  /** The offset of each local day seen lately, ms. Undefined for days on which clocks may be set. */
  const steady = new Map<number, number | undefined>();

  /** The offset of a local day, ms. Undefined where clocks are set on that day or one beside it. */
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

/** Gives a zone's offset from UTC at a moment, ms. */
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
