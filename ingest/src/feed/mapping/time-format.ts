/**
 * A time as a file writes it, ms: `zoned` is a moment since 1970, else a wall clock read as if it were UTC, of a zone
 * that isn't written or not known by its name alone.
 */
export interface WrittenTime {
  readonly ms: number;
  readonly zoned: boolean;
}

/** Undefined where the text is no such time. */
export type TimeReader = (text: string) => WrittenTime | undefined;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

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

/** The parts a form may have, each with what it matches. */
const parts: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d\\d)',
  M: '(?<month>\\d\\d?)',
  MON: '(?<name>[A-Za-z]{3})[A-Za-z]*',
  DD: '(?<day>\\d\\d)',
  D: '(?<day>\\d\\d?)',
  HH: '(?<hour>\\d\\d)',
  H: '(?<hour>\\d\\d?)',
  AM: '(?<half>[AaPp])\\.?[Mm]\\.?',
  mm: '(?<minute>\\d\\d)',
  ss: '(?<second>\\d\\d)',
  SSS: '(?<fraction>\\d{1,9})',
  ZONE: '(?<zone>[A-Za-z]{1,5}|[+-]\\d\\d:?\\d\\d)',
  WEEKDAY: '[A-Za-z]{3,9}',
};
const token = /YYYY|MON|MM|M|DD|D|HH|H|AM|mm|ss|SSS|ZONE|WEEKDAY|\[|\]|./g;

/** Whether a form is made of known parts and says a whole date and time. */
export function isTimeForm(form: string): boolean {
  if (named.has(form)) return true;
  const found = new Set(form.match(token));
  const says = (...any: string[]) => any.some((part) => found.has(part));
  return (
    says('YYYY') &&
    says('MM', 'M', 'MON') &&
    says('DD', 'D') &&
    says('HH', 'H') &&
    says('mm') &&
    isReadable(form)
  );
}

/** Each part at most once, brackets in pairs. */
function isReadable(form: string): boolean {
  try {
    patternReader(form);
    return true;
  } catch {
    return false;
  }
}

/**
 * How to read times of a form: a name out of `named`, or parts such as `D/M/YYYY HH:mm[:ss]`, with `[...]` around what
 * may be missing. The order of day and month is what the form says; it is never guessed.
 */
export function timeReader(form: string): TimeReader {
  return named.get(form) ?? patternReader(form);
}

function patternReader(form: string): TimeReader {
  const source = form.replace(token, (part) => {
    if (part === '[') return '(?:';
    if (part === ']') return ')?';
    return parts[part] ?? (part === ' ' ? '\\s+' : part.replace(/[^\w]/, '\\$&'));
  });
  const expression = new RegExp(`^\\s*${source}\\s*$`);
  return (text) => {
    const found = expression.exec(text)?.groups;
    return found === undefined ? undefined : fromParts(found);
  };
}

function fromParts(found: Readonly<Record<string, string | undefined>>): WrittenTime | undefined {
  const number = (part: string) => Number(found[part] ?? 0);
  const month =
    found['name'] === undefined ? number('month') : months.indexOf(found['name'].toLowerCase()) + 1;
  const hour = found['half'] === undefined ? number('hour') : hourOf(number('hour'), found['half']);
  const fraction = Number(`0.${found['fraction'] ?? 0}`);
  const ms = wallClock(number('year'), month, number('day'), hour, number('minute'), number('second'));
  if (ms === undefined) return undefined;
  const local = ms + Math.floor(fraction * 1000 + 1e-6);
  return found['zone'] === undefined ? { ms: local, zoned: false } : inZone(local, found['zone']);
}

const hourOf = (hour: number, half: string) =>
  hour < 1 || hour > 12 ? Number.NaN : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);

/** Undefined where there is no such day or time. */
function wallClock(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  if (month < 1 || month > 12 || day < 1 || day > 31 || !(hour <= 23) || minute > 59 || second > 59) {
    return undefined;
  }
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  // 30 February would roll over into March.
  return day > 28 && new Date(ms).getUTCDate() !== day ? undefined : ms;
}

function inZone(local: number, zone: string): WrittenTime {
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3]);
    return { ms: local - (offset[1] === '-' ? -minutes : minutes) * 60_000, zoned: true };
  }
  const hours = zones[zone.toUpperCase()];
  return hours === undefined ? { ms: local, zoned: false } : { ms: local - hours * 3_600_000, zoned: true };
}

/** Milliseconds; no clock goes beyond. */
const latest = 8.64e15;

const epoch =
  (perMs: number): TimeReader =>
  (text) => {
    if (!/^\s*\d{1,17}(?:\.\d{1,9})?\s*$/.test(text)) return undefined;
    const ms = Math.floor(Number(text) / perMs);
    return ms <= latest ? { ms, zoned: true } : undefined;
  };

const isoForm = patternReader('YYYY-MM-DD[T][ ]HH:mm[:ss][.SSS][ZONE]');

/** Forms with a name of their own. */
const named: ReadonlyMap<string, TimeReader> = new Map([
  /** Seconds since 1970. */
  ['epoch', epoch(1 / 1000)],
  ['epoch-ms', epoch(1)],
  ['epoch-us', epoch(1000)],
  ['iso', isoForm],
  /** `Tue, 03 Mar 2026 14:05:09 +0000` */
  ['rfc2822', patternReader('[WEEKDAY, ]D MON YYYY H:mm[:ss] ZONE')],
]);
