import { hourMs } from '@ringtrace/schemas/durations';
import { Temporal } from 'temporal-polyfill';
import type { CalendarUsed } from '../model/request.ts';
import { CalendarError } from './calendar-error.ts';
import { checkHours } from './check-calendar.ts';
import { minuteOfDay } from './minute-of-day.ts';

/** No calendar has that many days in a row without business hours. */
const mostDaysShut = 400;

/**
 * When an answer is due, ms since 1970. The rule is 47 CFR 64.1200(n)(1) as members recall it:
 *
 * - A request that comes in outside business hours counts as received when the office opens next.
 * - From then on the hours run day and night, but stand still on days without business hours.
 *
 * So a request of Friday 15:00 is due on Monday 15:00. The rule says that the clock "restarts 12:01 a.m.", and gives this
 * same example; the minute after midnight is therefore not counted. Hours are real hours: where the clock changes on a
 * business day, the local time of the due time moves by the change. A calendar in which every day is open 00:00 to 24:00
 * gives plain hours.
 * @param receivedMs ms since 1970
 * @param calendar as `calendarFor` made it
 * @param hours the hours that the provider has
 * Throws CalendarError.
 */
export function dueAt(receivedMs: number, calendar: CalendarUsed, hours: number): number {
  checkHours('answer_hours', hours);
  return hoursLater(receivedMs, calendar, hours);
}

/** The same for any waiting time, as short as 0 h: the time within business hours at which it begins. Throws CalendarError. */
export function hoursLater(ms: number, calendar: CalendarUsed, hours: number): number {
  let clock = countsAsReceivedAt(ms, calendar);
  let left = hours * hourMs;
  for (;;) {
    const dayEnds = startOfDay(clock.toPlainDate().add({ days: 1 }), calendar);
    const today = dayEnds.epochMilliseconds - clock.epochMilliseconds;
    if (left < today) return Math.round(clock.epochMilliseconds + left);
    left -= today;
    clock = startOfDay(openDayFrom(dayEnds.toPlainDate(), calendar), calendar);
  }
}

/** The time itself within business hours, otherwise the next opening. At closing time the office is shut. */
function countsAsReceivedAt(ms: number, calendar: CalendarUsed): Temporal.ZonedDateTime {
  const received = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(calendar.zone);
  const date = received.toPlainDate();
  if (!isOpenDay(date, calendar)) return openingOf(openDayFrom(date, calendar), calendar);
  const minute = 60 * received.hour + received.minute;
  if (minute < minuteIn(calendar.opens)) return openingOf(date, calendar);
  if (minute < minuteIn(calendar.closes)) return received;
  return openingOf(openDayFrom(date.add({ days: 1 }), calendar), calendar);
}

const isOpenDay = (date: Temporal.PlainDate, { weekdays, holidays }: CalendarUsed) =>
  weekdays.includes(date.dayOfWeek) && !holidays.includes(date.toString());

/** The date itself, or the first one after it, that has business hours. */
function openDayFrom(date: Temporal.PlainDate, calendar: CalendarUsed): Temporal.PlainDate {
  for (let days = 0; days < mostDaysShut; days++) {
    const next = date.add({ days });
    if (isOpenDay(next, calendar)) return next;
  }
  throw new CalendarError(
    `calendars.${calendar.name}: no day in the ${mostDaysShut} days from ${date} has business hours; look at weekdays and dates`,
  );
}

/** Where the clock skips midnight, the day starts at the first time that exists. */
const startOfDay = (date: Temporal.PlainDate, { zone }: CalendarUsed) => date.toZonedDateTime(zone);

function openingOf(date: Temporal.PlainDate, calendar: CalendarUsed): Temporal.ZonedDateTime {
  const minute = minuteIn(calendar.opens);
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return date.toZonedDateTime({ timeZone: calendar.zone, plainTime });
}

function minuteIn(time: string): number {
  const minute = minuteOfDay(time);
  if (minute === undefined)
    throw new CalendarError(`the calendar's time '${time}' is not one such as '08:00'`);
  return minute;
}
