/**
 * A time as a file writes it, ms: `zoned` is a moment since 1970, else a wall clock read as if it were UTC, of a zone
 * that isn't written or not known by its name alone.
 */
export interface WrittenTime {
  readonly ms: number;
  readonly zoned: boolean;
}

/** 'none': the text says that there is no time. Undefined: it is no time of the form. */
export type ReadTime = WrittenTime | 'none' | undefined;

const minuteMs = 60_000;

/** Hours from UTC. The names of RFC 5322, 4.3: other abbreviations mean different zones in different countries. */
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

/** A pattern of what names a zone: `Z`, `EST`, `+00`, `-0500`, `+05:30`, and `+0000 UTC` as Go writes it. */
export const zonePattern = '[A-Za-z]{1,5}|[+\\-\u2212]\\d\\d(?::?\\d\\d(?::?\\d\\d)?)?(?: [A-Z]{2,5})?';

/** PostgreSQL's limit, minutes; no zone was ever farther from UTC. */
const farthest = 16 * 60;

/**
 * How far a zone is ahead of UTC, ms: an offset, or a name out of RFC 5322. Undefined for another name; NaN for an
 * offset that no zone has.
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

/** A wall clock of a zone as its name or offset stands behind it; undefined where no zone has that offset. */
export function inZone(wall: number, zone: string | undefined): ReadTime {
  if (isZeroDate(wall)) return 'none';
  const offset = zone === undefined ? undefined : offsetOf(zone);
  if (offset === undefined) return { ms: wall, zoned: false };
  return Number.isNaN(offset) ? undefined : moment(wall - offset);
}

/** A moment since 1970, ms. */
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
 * A wall clock as ms, read as if it were UTC; undefined where there is no such day or time. 24:00:00 is the end of its
 * day. Second 60 is a leap second, where one can be in some zone, and read as the second after it.
 */
export function wallClock({ year, month, day, hour, minute, second }: Clock): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || !(hour <= 24) || minute > 59) return undefined;
  if (hour === 24 && (minute > 0 || second > 0)) return undefined;
  if (second > 60 || (second === 60 && minute % 15 !== 14)) return undefined;
  // Date.UTC would take the years 0 to 99 for those of the last century.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // 30 February would roll over into March.
  if (date.getUTCDate() !== day) return undefined;
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
}

/** Nothing but zeros and what stands between them: `0`, `0.000`, `0000-00-00 00:00:00`, `--:--`. */
const zeros = /^[\s0.,:/-]*$/;
/** `0000-00-00T00:00:00Z`, `00000000 000000+00`. */
const zonedZeros = /^[0./-]{8,}(?:[Tt]|\s+)[0:.,]+\s?(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$/i;

/** Whether a text says that there is no time. */
export function saysNoTime(text: string): boolean {
  const first = text.charCodeAt(0);
  // Nearly all begin with another digit.
  if (first > 48 && first <= 57) return false;
  const trimmed = text.trim();
  return zeros.test(trimmed) || zonedZeros.test(trimmed);
}

/**
 * The zero of a clock or a database, which is written where there is no time: year 1 (Go, .NET), Windows', SQL Server's,
 * spreadsheets' (30 and 31 December 1899, 1 January 1900) and Unix'.
 */
const zeroDates: ReadonlySet<number> = new Set(
  ['0001-01-01', '1601-01-01', '1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1970-01-01'].map(
    (date) => Date.parse(date),
  ),
);

/** 31 December 9999 stands for "never", at any time of the day, and in any zone. */
const never = Date.parse('9999-12-31');
const neverEnds = never + 48 * 60 * minuteMs;

const isZeroDate = (ms: number) => zeroDates.has(ms) || (ms >= never && ms < neverEnds);
