import { readIso } from '../iso-time.ts';
import { inZone, moment, type ReadTime, saysNoTime, wallClock, zonePattern } from '../written-time.ts';

/**
 * Reads a text as a time. 'none' where the text says that there is no time; undefined where the text has another form.
 */
export type TimeReader = (text: string) => ReadTime;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The parts that a form may have, each with the pattern that it matches. */
const parts = {
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
  SSS: '(?<fraction>\\d+)',
  ZONE: `(?<zone>${zonePattern})`,
  WEEKDAY: '[A-Za-z]{3,9}',
};
export type Part = keyof typeof parts;
const patterns: ReadonlyMap<string, string> = new Map(Object.entries(parts));
const token = /YYYY|MON|MM|M|DD|D|HH|H|AM|mm|ss|SSS|ZONE|WEEKDAY|\[|\]|./g;

/** Splits a form into its parts and the single characters between them. */
export const partsOf = (form: string): readonly string[] => form.match(token) ?? [];

/**
 * The meaning of a part, such as `month` for MM and for MON's group `name`. Undefined for plain characters and WEEKDAY.
 */
export const partGroup = (part: string): string | undefined =>
  /\(\?<(\w+)>/.exec(patterns.get(part) ?? '')?.[1];

export const isNamedForm = (form: string): boolean => named.has(form);

/**
 * A reader of times in one form. A form is a name out of `named`, or is made of parts such as `D/M/YYYY HH:mm[:ss]`,
 * with `[...]` around what may be missing. The form says which of day and month comes first; this is never guessed.
 */
export function timeReader(form: string): TimeReader {
  return named.get(form) ?? patternReader(form);
}

function patternReader(form: string): TimeReader {
  const pattern = form.replace(token, (part) => {
    if (part === '[') return '(?:';
    if (part === ']') return ')?';
    return patterns.get(part) ?? (part === ' ' ? '\\s+' : part.replace(/[^\w]/, '\\$&'));
  });
  const expression = new RegExp(`^\\s*${pattern}\\s*$`);
  return (text) => {
    if (saysNoTime(text)) return 'none';
    const found = expression.exec(text)?.groups;
    return found === undefined ? undefined : fromParts(found);
  };
}

function fromParts(found: Readonly<Record<string, string | undefined>>): ReadTime {
  const number = (part: string) => Number(found[part] ?? 0);
  const month =
    found['name'] === undefined ? number('month') : months.indexOf(found['name'].toLowerCase()) + 1;
  const hour = found['half'] === undefined ? number('hour') : hourOf(number('hour'), found['half']);
  const year = number('year');
  const day = number('day');
  if (year === 0 && day === 0) return 'none';
  const wall = wallClock({ year, month, day, hour, minute: number('minute'), second: number('second') });
  const fraction = Number((found['fraction'] ?? '').slice(0, 3).padEnd(3, '0'));
  if (wall === undefined || (number('hour') === 24 && fraction > 0)) return undefined;
  return inZone(wall + fraction, found['zone']);
}

const hourOf = (hour: number, half: string) =>
  hour < 1 || hour > 12 ? Number.NaN : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);

/** The latest time that JavaScript can hold, ms since 1970. */
const latest = 8.64e15;

const epoch =
  (perMs: number): TimeReader =>
  (text) => {
    if (saysNoTime(text)) return 'none';
    if (!/^\s*-?\d{1,17}(?:\.\d*)?\s*$/.test(text)) return undefined;
    const read = moment(Math.floor(Number(text) / perMs));
    // Times before 1970 are only ever zero dates.
    return read === 'none' || (read !== undefined && read.ms > 0 && read.ms <= latest) ? read : undefined;
  };

/** The forms that have a name. */
const named: ReadonlyMap<string, TimeReader> = new Map([
  /** Seconds since 1970. */
  ['epoch', epoch(1 / 1000)],
  ['epoch-ms', epoch(1)],
  ['epoch-us', epoch(1000)],
  ['iso', readIso],
  /** `Tue, 03 Mar 2026 14:05:09 +0000` */
  ['rfc2822', patternReader('[WEEKDAY, ]D MON YYYY H:mm[:ss] ZONE')],
]);

export const formsOf = (forms: string | readonly string[]): readonly string[] =>
  typeof forms === 'string' ? [forms] : forms;

/** A reader of times in several forms. The first form that fits counts. */
export function timeReaderOf(forms: readonly string[]): TimeReader {
  const readers = forms.map(timeReader);
  return (text) => {
    for (const read of readers) {
      const time = read(text);
      if (time !== undefined) return time;
    }
    return undefined;
  };
}

/** 3 April 2026, 05:06:07.008. Each of its parts is a different number, so that mixed-up parts show. */
const sample = Date.UTC(2026, 3, 3, 5, 6, 7, 8);
const sampleParts: Readonly<Record<string, string>> = {
  YYYY: '2026',
  MM: '04',
  M: '4',
  MON: 'Apr',
  DD: '03',
  D: '3',
  HH: '05',
  H: '5',
  AM: 'AM',
  mm: '06',
  ss: '07',
  SSS: '008',
  ZONE: '+0000',
  WEEKDAY: 'Friday',
};
const namedSamples: Readonly<Record<string, string>> = {
  epoch: String(Math.floor(sample / 1000)),
  'epoch-ms': String(sample),
  'epoch-us': String(sample * 1000),
  iso: '2026-04-03T05:06:07Z',
  rfc2822: 'Fri, 3 Apr 2026 05:06:07 +0000',
};

const sampleOf = (form: string) =>
  namedSamples[form] ??
  form.replace(token, (part) => (part === '[' || part === ']' ? '' : (sampleParts[part] ?? part)));

/**
 * Finds two forms of a list that read the same text as different times, such as D/M/YYYY and M/D/YYYY. Returns the
 * fault in words.
 */
export function clashOf(forms: readonly string[]): string | undefined {
  for (const [at, form] of forms.entries()) {
    const text = sampleOf(form);
    const first = timeReader(form)(text);
    for (const other of forms.slice(0, at).concat(forms.slice(at + 1))) {
      const second = timeReader(other)(text);
      if (differ(first, second))
        return `'${form}' and '${other}' read '${text}' as different times: which one is meant is never guessed`;
    }
  }
  return undefined;
}

const differ = (a: ReadTime, b: ReadTime) =>
  typeof a === 'object' && typeof b === 'object' && Math.abs(a.ms - b.ms) >= 60_000;
