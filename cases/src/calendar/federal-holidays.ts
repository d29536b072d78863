import { Temporal } from 'temporal-polyfill';

const monday = 1;
const thursday = 4;
const saturday = 6;
const sunday = 7;

/** The n-th such weekday of a month. */
function nth(year: number, month: number, weekday: number, n: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (n - 1) });
}

const lastMondayOfMay = (year: number) => {
  const last = Temporal.PlainDate.from({ year, month: 5, day: 31 });
  return last.subtract({ days: (last.dayOfWeek - monday + 7) % 7 });
};

/** Holidays on a fixed date: New Year, Juneteenth, Independence, Veterans, Christmas. */
const fixedDates = [
  { month: 1, day: 1 },
  { month: 6, day: 19 },
  { month: 7, day: 4 },
  { month: 11, day: 11 },
  { month: 12, day: 25 },
] as const;

/** A holiday on Saturday is observed on the Friday before, one on Sunday on the Monday after. */
function observed(date: Temporal.PlainDate): Temporal.PlainDate {
  if (date.dayOfWeek === saturday) return date.subtract({ days: 1 });
  return date.dayOfWeek === sunday ? date.add({ days: 1 }) : date;
}

/** Holidays that always fall on a weekday: King, Washington, Memorial, Labor, Columbus, Thanksgiving. */
const movingDates = (year: number) => [
  nth(year, 1, monday, 3),
  nth(year, 2, monday, 3),
  lastMondayOfMay(year),
  nth(year, 9, monday, 1),
  nth(year, 10, monday, 2),
  nth(year, 11, thursday, 4),
];

/**
 * Federal holidays of the United States (5 USC 6103) that belong to a year, as local dates such as '2026-12-25'. A holiday
 * on a weekend gives its own date and the observed one; New Year's Day may be observed on December 31 of the year before.
 * Inauguration Day is left out: it holds in and around Washington only.
 */
export function federalHolidays(year: number): string[] {
  const fixed = fixedDates.map((date) => Temporal.PlainDate.from({ year, ...date }));
  const all = [...movingDates(year), ...fixed, ...fixed.map(observed)];
  return [...new Set(all.map(String))].sort();
}
