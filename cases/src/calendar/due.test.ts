import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../model/settings.ts';
import { calendarFor } from './calendar-for.ts';
import { dueAt } from './due.ts';

/** The default calendar; every day round the clock; Sunday to Thursday without federal holidays. */
const rules = defaultSettings.calendars['default'];
if (rules === undefined) throw new Error('the default settings have no default calendar');
const settings = {
  calendars: {
    default: rules,
    always: {
      ...rules,
      opens: '00:00',
      closes: '24:00',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      holidays: 'none' as const,
    },
    nights: { ...rules, opens: '00:00', closes: '24:00' },
    sunday_to_thursday: { ...rules, weekdays: [7, 1, 2, 3, 4], holidays: 'none' as const },
    with_own_dates: { ...rules, dates: ['2026-12-24'] },
    british: { ...rules, opens: '09:00', closes: '17:00', holidays: 'none' as const, dates: ['2026-12-28'] },
  },
};

const ms = (local: string, zone: string) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
const shown = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString();

function due(received: string, zone = 'America/New_York', calendar = 'default', hours = 24): string {
  const at = ms(received, zone);
  return shown(dueAt(at, calendarFor(settings, { zone, calendar }, at), hours), zone);
}

describe('when an answer is due', () => {
  it.each([
    // An ordinary day, and the edges of business hours.
    ['Tuesday 10:00', '2026-03-17T10:00', '2026-03-18T10:00:00'],
    ['the opening', '2026-03-17T08:00', '2026-03-18T08:00:00'],
    ['the last second of business hours', '2026-03-17T17:29:59', '2026-03-18T17:29:59'],
    ['closing time: shut', '2026-03-17T17:30', '2026-03-19T08:00:00'],
    ['an evening', '2026-03-17T21:15', '2026-03-19T08:00:00'],
    ['an early morning', '2026-03-17T05:00', '2026-03-18T08:00:00'],
    ['just before the opening', '2026-03-17T07:59:59.999', '2026-03-18T08:00:00'],
    // Weekends.
    ['Friday 15:00', '2026-03-20T15:00', '2026-03-23T15:00:00'],
    ['Friday evening counts as Monday 08:00', '2026-03-20T18:00', '2026-03-24T08:00:00'],
    ['Saturday counts as Monday 08:00', '2026-03-21T12:00', '2026-03-24T08:00:00'],
    ['Sunday counts as Monday 08:00', '2026-03-22T23:59', '2026-03-24T08:00:00'],
    ['Thursday evening counts as Friday 08:00', '2026-03-19T19:00', '2026-03-23T08:00:00'],
    // Federal holidays.
    ['the day before Thanksgiving', '2026-11-25T15:00', '2026-11-27T15:00:00'],
    ['Thanksgiving itself', '2026-11-26T10:00', '2026-11-30T08:00:00'],
    ['the Friday before Memorial Day', '2026-05-22T15:00', '2026-05-26T15:00:00'],
    ['before July 4 on a Saturday, observed on Friday', '2026-07-02T15:00', '2026-07-06T15:00:00'],
    ['the observed Friday itself', '2026-07-03T10:00', '2026-07-07T08:00:00'],
    ['before July 4 on a Sunday, observed on Monday', '2027-07-02T15:00', '2027-07-06T15:00:00'],
    ['Christmas on a Friday', '2026-12-24T15:00', '2026-12-28T15:00:00'],
    // A year's end.
    ['New Year on a Friday', '2026-12-31T15:00', '2027-01-04T15:00:00'],
    ['New Year on a Saturday, observed in the old year', '2027-12-30T15:00', '2028-01-03T15:00:00'],
    ['the evening of December 31', '2025-12-31T20:00', '2026-01-05T08:00:00'],
    // Daylight-saving changes are on Sundays, on which no hours run.
    ['over the weekend in which clocks go forward', '2026-03-06T15:00', '2026-03-09T15:00:00'],
    ['over the weekend in which clocks go back', '2026-10-30T15:00', '2026-11-02T15:00:00'],
    ['the Sunday on which clocks go forward', '2026-03-08T02:30', '2026-03-10T08:00:00'],
    ['the Sunday on which clocks go back', '2026-11-01T01:30', '2026-11-03T08:00:00'],
  ])('%s', (_, received, expected) => {
    expect(due(received)).toBe(expected);
  });

  it.each([
    // A zone without daylight-saving time, and zones outside the United States.
    ['Phoenix', 'America/Phoenix', 'default', '2026-03-06T15:00', '2026-03-09T15:00:00'],
    ['Honolulu', 'Pacific/Honolulu', 'default', '2026-10-30T15:00', '2026-11-02T15:00:00'],
    ['London', 'Europe/London', 'british', '2026-03-27T15:00', '2026-03-30T15:00:00'],
    ['London, over its own holidays', 'Europe/London', 'british', '2026-12-24T17:00', '2026-12-29T09:00:00'],
    [
      'Kolkata has half an hour in its offset',
      'Asia/Kolkata',
      'british',
      '2026-03-18T11:10',
      '2026-03-19T11:10:00',
    ],
    [
      'an own date beside federal holidays',
      'America/New_York',
      'with_own_dates',
      '2026-12-23T15:00',
      '2026-12-28T15:00:00',
    ],
    // Clocks change on a Friday in Jerusalem, which is shut; and at the midnight before Friday in Cairo.
    ['Jerusalem', 'Asia/Jerusalem', 'sunday_to_thursday', '2026-03-26T15:00', '2026-03-29T15:00:00'],
    [
      'Cairo, where midnight does not exist',
      'Africa/Cairo',
      'british',
      '2026-04-23T15:00',
      '2026-04-24T16:00:00',
    ],
    // Where an office is open on the day of the change, hours are real hours.
    [
      'clocks go forward on an open day',
      'America/New_York',
      'always',
      '2026-03-07T15:00',
      '2026-03-08T16:00:00',
    ],
    [
      'clocks go back on an open day',
      'America/New_York',
      'always',
      '2026-10-31T15:00',
      '2026-11-01T14:00:00',
    ],
    ['an office that never shuts', 'America/Chicago', 'always', '2026-12-25T03:00', '2026-12-26T03:00:00'],
    [
      'hours that end at the weekend',
      'America/New_York',
      'nights',
      '2026-03-20T00:00',
      '2026-03-23T00:00:00',
    ],
  ])('%s', (_, zone, calendar, received, expected) => {
    expect(due(received, zone, calendar)).toBe(expected);
  });

  it.each([
    [1, '2026-03-20T16:00:00'],
    [9, '2026-03-23T00:00:00'],
    [33, '2026-03-24T00:00:00'],
    [48, '2026-03-24T15:00:00'],
    [0.5, '2026-03-20T15:30:00'],
    [24 * 5 + 9, '2026-03-30T00:00:00'],
  ])('%s hours from Friday 15:00', (hours, expected) => {
    expect(due('2026-03-20T15:00', 'America/New_York', 'default', hours)).toBe(expected);
  });

  it('asks the office for its local time, wherever the request was written', () => {
    const friday15InLosAngeles = ms('2026-03-20T18:00', 'America/New_York');
    const calendar = calendarFor(
      settings,
      { zone: 'America/Los_Angeles', calendar: '' },
      friday15InLosAngeles,
    );
    expect(shown(dueAt(friday15InLosAngeles, calendar, 24), 'America/Los_Angeles')).toBe(
      '2026-03-23T15:00:00',
    );
  });

  it('is never earlier for a request that came later, over every hour of a year', () => {
    const from = ms('2026-01-01T00:00', 'America/New_York');
    let last = 0;
    for (let at = from; at < from + 366 * 86_400_000; at += 3_600_000) {
      const next = dueAt(at, calendarFor(settings, undefined, at), 24);
      expect(next).toBeGreaterThanOrEqual(last);
      expect(next - at).toBeGreaterThanOrEqual(24 * 3_600_000);
      last = next;
    }
  });
});
