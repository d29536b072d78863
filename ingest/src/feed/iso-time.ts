import { dayMs } from '@ringtrace/schemas/durations';
import { inZone, type ReadTime, saysNoTime, wallClock, zonePattern } from './written-time.ts';

/** Forms of a date, with hyphens and without: `2026-03-03`, `2026-W10-2`, `2026-062`. */
const dates = [
  '(?<year>\\d{4})-(?:(?<month>\\d\\d)-(?<day>\\d\\d)|W(?<week>\\d\\d)-(?<weekday>[1-7])|(?<ordinal>\\d{3}))',
  '(?<year>\\d{4})(?:(?<month>\\d\\d)(?<day>\\d\\d)|W(?<week>\\d\\d)(?<weekday>[1-7])|(?<ordinal>\\d{3}))',
];
/** Forms of a clock. A fraction belongs to the last part that is written, which may be the hour. */
const clocks = [
  '(?<hour>\\d\\d)(?::(?<minute>\\d\\d)(?::(?<second>\\d\\d))?)?(?:[.,](?<fraction>\\d+))?',
  '(?<hour>\\d\\d)(?:(?<minute>\\d\\d)(?<second>\\d\\d)?)?(?:[.,](?<fraction>\\d+))?',
];
const forms = dates.flatMap((date) =>
  clocks.map((clock) => new RegExp(`^${date}(?:[Tt_]|\\s+)${clock}(?:\\s?(?<zone>${zonePattern}))?$`)),
);

type Found = Readonly<Record<string, string | undefined>>;

/**
 * Reads an ISO 8601 time.
 * - The date is a calendar, week or ordinal date. Hyphens, colons and seconds may be left out.
 * - `T`, `t`, `_` or a blank stands between date and clock.
 * - A fraction may have any length and is cut to ms.
 * - The zone is `Z`, `+00`, `+0530`, `+05:30` or a name of RFC 5322. Without a zone the time is a wall-clock time.
 */
export function readIso(text: string): ReadTime {
  if (saysNoTime(text)) return 'none';
  const trimmed = text.trim();
  for (const form of forms) {
    const found = form.exec(trimmed)?.groups;
    if (found !== undefined) return timeOf(found);
  }
  return undefined;
}

function timeOf(found: Found): ReadTime {
  const number = (part: string) => Number(found[part] ?? 0);
  const day = dayOf(found);
  if (day === undefined) return undefined;
  const wall = wallClock({
    ...day,
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
  });
  const fraction = fractionOf(found);
  if (wall === undefined || (number('hour') === 24 && fraction > 0)) return undefined;
  return inZone(wall + fraction, found['zone']);
}

/** The date. Undefined where the year has no such day or week. */
function dayOf(found: Found): { year: number; month: number; day: number } | undefined {
  const number = (part: string) => Number(found[part]);
  const year = number('year');
  if (found['month'] !== undefined) return { year, month: number('month'), day: number('day') };
  const newYear = wallClock({ year, month: 1, day: 1, hour: 0, minute: 0, second: 0 }) ?? 0;
  if (found['ordinal'] !== undefined) return within(year, newYear + (number('ordinal') - 1) * dayMs);
  // Week 1 is the week with 4 January. Weeks begin on Monday.
  const monday = newYear + 3 * dayMs - ((new Date(newYear + 3 * dayMs).getUTCDay() + 6) % 7) * dayMs;
  const thursday = monday + ((number('week') - 1) * 7 + 3) * dayMs;
  if (within(year, thursday) === undefined) return undefined;
  return calendar(thursday + (number('weekday') - 4) * dayMs);
}

function calendar(ms: number) {
  const date = new Date(ms);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function within(year: number, ms: number) {
  const day = calendar(ms);
  return day.year === year ? day : undefined;
}

/** The fraction in ms. */
function fractionOf({ fraction, minute, second }: Found): number {
  if (fraction === undefined) return 0;
  if (second !== undefined) return Number(fraction.slice(0, 3).padEnd(3, '0'));
  return Math.floor(Number(`0.${fraction}`) * (minute === undefined ? 3_600_000 : 60_000) + 1e-6);
}
