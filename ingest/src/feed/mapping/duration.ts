import { dayMs } from '@ringtrace/schemas/durations';

/** How many ms one unit of a plain number is. */
const units = {
  min: 60_000,
  s: 1000,
  ds: 100,
  cs: 10,
  ms: 1,
  us: 1e-3,
  ns: 1e-6,
} as const;

export type DurationUnit = keyof typeof units;

/** Units for durations that are plain numbers. `ds` and `cs` are tenths and hundredths of a second. */
export const durationUnits = ['min', 's', 'ds', 'cs', 'ms', 'us', 'ns'] as const satisfies DurationUnit[];

/** No call lasts a year, ms. A longer duration comes from a broken counter. */
const longestMs = 366 * dayMs;

const plain = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[Ee][+-]?\d{1,3})?$/;
/** Clock forms: `1.02:03:04` (days before the dot), `02:03:04.5`, `03:04`. */
const clock = /^(-?)(?:(?:(\d+)(?:\.| days? ))?(\d+):)?(\d+):([0-5]\d(?:[.,]\d+)?)$/i;
const amount = '(\\d+(?:[.,]\\d*)?|[.,]\\d+)\\s*';
/** `1h2m3.5s` (Go), `23s`, `250ms`, `1 min 6 sec`, `PT1M6S` (ISO 8601). */
const named = new RegExp(
  `^(-?)(?:P(?:${amount}D)?(?:T|$)|P?)(?:${amount}(?:h|hrs?|hours?))?\\s*(?:${amount}(?:m|mins?|minutes?))?\\s*` +
    `(?:${amount}(?:s|secs?|seconds?))?\\s*(?:${amount}(?:ms|msecs?|milliseconds?))?\\s*(?:${amount}(?:us|µs|μs))?\\s*(?:${amount}ns)?$`,
  'i',
);
const namedMs = [86_400_000, 3_600_000, 60_000, 1000, 1, 1e-3, 1e-6] as const;

const numberOf = (text: string) => Number(text.replace(',', '.'));

/**
 * Reads a duration as switches write it, in ms. Undefined where the text gives no duration: blank, `-`, or a broken
 * counter's negative or far too large number. NaN where the text is no duration at all.
 * @param unit of plain numbers.
 */
export function readDuration(text: string, unit: DurationUnit = 's'): number | undefined {
  const trimmed = text.trim();
  if (/^-*$/.test(trimmed)) return undefined;
  const ms = millisecondsOf(trimmed, unit);
  return ms < 0 || ms > longestMs ? undefined : Math.round(ms);
}

/** As `readDuration`, but of any size and sign. */
function millisecondsOf(text: string, unit: DurationUnit): number {
  if (plain.test(text)) return numberOf(text) * units[unit];
  const parts = clock.exec(text);
  if (parts !== null) return clockMs(parts);
  const found = /\d/.test(text) ? named.exec(text) : null;
  if (found === null) return Number.NaN;
  const [, sign, ...amounts] = found;
  const all = namedMs.reduce((sum, ms, at) => sum + numberOf(amounts[at] ?? '0') * ms, 0);
  return sign === '-' ? -all : all;
}

function clockMs([, sign, days = '0', hours = '0', minutes = '0', seconds = '0']: RegExpExecArray): number {
  // More than 59 minutes are allowed only without hours, as in `75:10`.
  if (hours !== '0' && (Number(minutes) > 59 || minutes.length > 2)) return Number.NaN;
  const all = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + numberOf(seconds);
  return (sign === '-' ? -all : all) * 1000;
}

/**
 * The value that `above` in a condition compares: a plain number, or the seconds of a duration. Undefined where the
 * text is empty, NaN where it is no number.
 */
export function readAmount(text: string): number | undefined {
  const trimmed = text.trim();
  return /^-*$/.test(trimmed) ? undefined : millisecondsOf(trimmed, 's') / 1000;
}
