import { minuteMs } from '@ringtrace/schemas/durations';

/**
 * A time as a file writes it, ms. With `zoned`, it is a moment since 1970. Without, it is a wall-clock time read as if
 * it were UTC: its zone is not written, or the zone's name is not known.
 */
export interface WrittenTime {
  readonly ms: number;
  readonly zoned: boolean;
}

/** 'none': the text says that there is no time. Undefined: the text is no time of the expected form. */
export type ReadTime = WrittenTime | 'none' | undefined;

/**
 * Hours from UTC. These are the names of RFC 5322, 4.3. Other abbreviations mean different zones in different
 * countries.
 */
const zones: Readonly<Record<string, number>> = {
  Z: 0,
  UT: 0,
  UTC: 0,
  GMT: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
};

/** Pattern of a zone: `Z`, `EST`, `+00`, `-0500`, `+05:30`, and `+0000 UTC` as Go writes it. */
export const zonePattern = '[A-Za-z]{1,5}|[+\\-\u2212]\\d\\d(?::?\\d\\d(?::?\\d\\d)?)?(?: [A-Z]{2,5})?';

/** No zone is this far from UTC, minutes. PostgreSQL has the same limit. */
const farthest = 16 * 60;

/**
 * How far a zone is ahead of UTC, ms. The zone is an offset, or a name out of RFC 5322. Undefined for another name, NaN
 * for an offset that no zone has.
 */
export function offsetOf(zone: string): number | undefined {
  const found = /^([+\-\u2212])(\d\d?)(?::?(\d\d)(?::?(\d\d))?)?(?: [A-Z]+)?$/.exec(zone);
  if (found === null) {
    const name = zone.toUpperCase();
    return Object.hasOwn(zones, name) ? (zones[name] ?? 0) * 60 * minuteMs : undefined;
  }
  const [, sign, hours = 0, minutes = 0, seconds = 0] = found;
  const all = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
  if (Number(minutes) > 59 || Number(seconds) > 59 || all >= farthest) return Number.NaN;
  return (sign === '+' ? all : -all) * minuteMs;
}

/**
 * A wall-clock time (ms, read as if it were UTC) in the zone that is written behind it. Undefined where no zone has
 * that offset.
 */
export function inZone(wall: number, zone: string | undefined): ReadTime {
  if (isZeroDate(wall)) return 'none';
  const offset = zone === undefined ? undefined : offsetOf(zone);
  if (offset === undefined) return { ms: wall, zoned: false };
  return Number.isNaN(offset) ? undefined : moment(wall - offset);
}

/** A moment, ms since 1970. */
export const moment = (ms: number): ReadTime => (isZeroDate(ms) ? 'none' : { ms, zoned: true });

export interface Clock {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/**
 * A wall-clock time as ms, read as if it were UTC. Undefined where there is no such day or time. 24:00:00 is the end of
 * its day. Second 60 is accepted where some zone may have a leap second, and is read as the second after it.
 */
export function wallClock({ year, month, day, hour, minute, second }: Clock): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || !(hour <= 24) || minute > 59) return undefined;
  if (hour === 24 && (minute > 0 || second > 0)) return undefined;
  if (second > 60 || (second === 60 && minute % 15 !== 14)) return undefined;
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A day such as 30 February would become one in March.
  if (date.getUTCDate() !== day) return undefined;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Only zeros and the characters between them: `0`, `0.000`, `0000-00-00 00:00:00`, `--:--`. */
const zeros = /^[\s0.,:/-]*$/;
/** The same with a zone: `0000-00-00T00:00:00Z`, `00000000 000000+00`. */
const zonedZeros = /^[0./-]{8,}(?:[Tt]|\s+)[0:.,]+\s?(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$/i;

/** Whether a text says that there is no time, such as by zeros alone. */
export function saysNoTime(text: string): boolean {
  const first = text.charCodeAt(0);
  // A short cut: nearly all times begin with another digit.
  if (first > 48 && first <= 57) return false;
  const trimmed = text.trim();
  return zeros.test(trimmed) || zonedZeros.test(trimmed);
}

/**
 * Dates that a program or database writes where it has no time: year 1 (Go, .NET), the zero dates of Windows, SQL
 * Server and spreadsheets (30 and 31 December 1899, 1 January 1900), and of Unix.
 */
const zeroDates: ReadonlySet<number> = new Set(
  ['0001-01-01', '1601-01-01', '1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1970-01-01'].map(
    (date) => Date.parse(date),
  ),
);

/** 31 December 9999, at any time of the day and in any zone, means "never". */
const never = Date.parse('9999-12-31');
const neverEnds = never + 48 * 60 * minuteMs;

const isZeroDate = (ms: number) => zeroDates.has(ms) || (ms >= never && ms < neverEnds);
