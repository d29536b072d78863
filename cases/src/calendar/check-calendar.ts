import { didYouMean } from '@ringtrace/platform/did-you-mean';
import { visible } from '@ringtrace/platform/visible';
import { Temporal } from 'temporal-polyfill';
import type { CalendarRules, CasesSettings } from '../model/settings.ts';
import { CalendarError } from './calendar-error.ts';
import { minuteOfDay } from './minute-of-day.ts';

/** More would reach beyond the years whose holidays a request keeps. */
const mostHours = 2_000;

/** Throws CalendarError for the first wrong setting: every calendar must be usable, be it in use or not. */
export function checkCalendars(
  settings: Pick<CasesSettings, 'calendars' | 'answer_hours' | 'non_responsive_after_h'>,
): void {
  if (settings.calendars['default'] === undefined)
    throw new CalendarError("calendars: there must be a calendar named 'default'");
  for (const [name, rules] of Object.entries(settings.calendars))
    checkRules(`calendars.${visible(name)}`, rules);
  checkHours('answer_hours', settings.answer_hours);
  const { non_responsive_after_h } = settings;
  if (non_responsive_after_h !== 0) checkHours('non_responsive_after_h', non_responsive_after_h);
}

/** Throws CalendarError. @param setting its name in the message */
export function checkHours(setting: string, hours: number): void {
  if (!(hours > 0 && hours <= mostHours))
    throw new CalendarError(`${setting}: ${hours} is not a number of hours above 0, up to ${mostHours}`);
}

/** Throws CalendarError. @param setting its name in the message, such as 'calendars.default' */
export function checkRules(setting: string, rules: CalendarRules): void {
  checkZone(`${setting}.zone`, rules.zone);
  checkOpening(setting, rules);
  if (rules.weekdays.length === 0)
    throw new CalendarError(`${setting}.weekdays: name at least one day, from 1 = Monday to 7 = Sunday`);
  for (const date of rules.dates) checkDate(`${setting}.dates`, date);
}

function checkOpening(setting: string, { opens, closes }: CalendarRules): void {
  const from = checkedMinute(`${setting}.opens`, opens);
  const to = checkedMinute(`${setting}.closes`, closes);
  if (from >= to)
    throw new CalendarError(
      `${setting}.closes: '${visible(closes)}' must be later than ${setting}.opens, which is '${visible(opens)}'`,
    );
}

function checkedMinute(setting: string, typed: string): number {
  const minute = minuteOfDay(typed);
  if (minute === undefined)
    throw new CalendarError(`${setting}: '${visible(typed)}' is not a time such as '08:00' or '24:00'`);
  return minute;
}

function checkDate(setting: string, typed: string): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed) || !exists(() => Temporal.PlainDate.from(typed)))
    throw new CalendarError(`${setting}: '${visible(typed)}' is not a date such as '2026-12-24'`);
}

function exists(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}

/** Throws CalendarError. @param setting its name in the message; a provider's zone is checked with it, too */
export function checkZone(setting: string, zone: string): void {
  if (isZone(zone)) return;
  const near = didYouMean(zone, Intl.supportedValuesOf('timeZone'));
  throw new CalendarError(
    `${setting}: '${visible(zone)}' is not a time zone such as 'America/Chicago'${near}`,
  );
}

/** An offset such as '-05:00' is refused: it knows no daylight-saving time. */
const isZone = (zone: string) => /^[A-Za-z]/.test(zone) && exists(() => new Temporal.ZonedDateTime(0n, zone));
