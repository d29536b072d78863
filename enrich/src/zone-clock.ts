import { hourMs, minuteMs } from '@ringtrace/schemas/durations';

const keptHours = 64;

/** The clock of one time zone. The offsets of the 64 hours used last are kept, as asking the system for one is slow. */
export class ZoneClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #hours = new Float64Array(keptHours).fill(-1);
  readonly #offsets = new Float64Array(keptHours);

  /** `zone` is an IANA name. */
  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  }

  /** The hour of the day, 0 to 23, at a time in ms since 1970. */
  hourAt(time: number): number {
    const hour = Math.floor(time / hourMs);
    const slot = hour % keptHours;
    if (this.#hours[slot] !== hour) {
      this.#offsets[slot] = this.#offsetAt(hour * hourMs);
      this.#hours[slot] = hour;
    }
    return Math.floor((time + (this.#offsets[slot] ?? 0)) / hourMs) % 24;
  }

  /** Offset from UTC, ms. It is the same for a whole hour: the zones used here change on full hours of UTC. */
  #offsetAt(time: number): number {
    const parts = this.#format.formatToParts(time);
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((p) => p.type === type)?.value);
    const utc = new Date(time);
    const minutes = (part('hour') - utc.getUTCHours()) * 60 + part('minute') - utc.getUTCMinutes();
    const days = part('day') - utc.getUTCDate();
    // At the turn of a month the days differ by about 30: the real difference is one day the other way.
    const turned = Math.abs(days) > 1 ? -Math.sign(days) : days;
    return (turned * 24 * 60 + minutes) * minuteMs;
  }
}
