import { describe, expect, it } from 'vitest';
import { type CalendarRules, defaultSettings } from '../model/settings.ts';
import { calendarFor } from './calendar-for.ts';
import { checkCalendars } from './check-calendar.ts';
import { dueAt } from './due.ts';

const rules = defaultSettings.calendars['default'];
if (rules === undefined) throw new Error('the default settings have no default calendar');
const at = Date.UTC(2026, 10, 29);
const withRules = (change: Partial<CalendarRules>) => ({
  ...defaultSettings,
  calendars: { default: { ...rules, ...change } },
});

describe('the calendar of an office', () => {
  it("has the provider's zone and the holidays of three years", () => {
    const used = calendarFor(defaultSettings, { zone: 'America/Denver', calendar: '' }, at);
    expect(used).toMatchObject({ name: 'default', zone: 'America/Denver', opens: '08:00', closes: '17:30' });
    expect(used.holidays).toContain('2025-12-25');
    expect(used.holidays).toContain('2026-11-26');
    expect(used.holidays).toContain('2027-07-05');
    expect(used.holidays).not.toContain('2028-07-04');
  });

  it('is the default one for a provider that nobody has described', () => {
    expect(calendarFor(defaultSettings, undefined, at).zone).toBe('America/New_York');
  });

  it('takes the year in the zone of the office', () => {
    const newYearInTokyo = Date.UTC(2026, 11, 31, 20);
    const used = calendarFor(defaultSettings, { zone: 'Asia/Tokyo', calendar: '' }, newYearInTokyo);
    expect(used.holidays).toContain('2028-07-04');
  });

  it('names the calendars that there are where a provider names another', () => {
    expect(() => calendarFor(defaultSettings, { zone: '', calendar: 'nigth' }, at)).toThrow(
      "there is no calendar 'nigth'; there are 'default'",
    );
    expect(() => calendarFor(defaultSettings, { zone: '', calendar: 'constructor' }, at)).toThrow(
      "there is no calendar 'constructor'",
    );
  });

  it("refuses a provider's zone that does not exist", () => {
    expect(() => calendarFor(defaultSettings, { zone: 'America/Chicgo', calendar: '' }, at)).toThrow(
      "the provider's zone: 'America/Chicgo' is not a time zone such as 'America/Chicago'; did you mean 'America/Chicago'?",
    );
  });

  it.each([
    [{ zone: 'Mars/Base' }, "calendars.default.zone: 'Mars/Base' is not a time zone"],
    [{ zone: '-05:00' }, "calendars.default.zone: '-05:00' is not a time zone"],
    [{ zone: '' }, "calendars.default.zone: '' is not a time zone"],
    [{ opens: '8:00' }, "calendars.default.opens: '8:00' is not a time such as '08:00'"],
    [{ closes: '24:01' }, "calendars.default.closes: '24:01' is not a time"],
    [
      { opens: '18:00' },
      "calendars.default.closes: '17:30' must be later than calendars.default.opens, which is '18:00'",
    ],
    [{ opens: '17:30' }, 'calendars.default.closes'],
    [{ weekdays: [] }, 'calendars.default.weekdays: name at least one day'],
    [{ dates: ['2026-02-30'] }, "calendars.default.dates: '2026-02-30' is not a date such as '2026-12-24'"],
    [{ dates: ['12/24/2026'] }, "calendars.default.dates: '12/24/2026' is not a date"],
    [{ dates: ['2026-12-24\n'] }, "calendars.default.dates: '2026-12-24\\n' is not a date"],
  ])('refuses %j with one error', (change, message) => {
    expect(() => checkCalendars(withRules(change))).toThrow(message);
    expect(() => calendarFor(withRules(change), undefined, at)).toThrow(message);
  });

  it('wants a default calendar, and a sensible number of hours', () => {
    expect(() => checkCalendars({ ...defaultSettings, calendars: {} })).toThrow("a calendar named 'default'");
    for (const hours of [0, -1, 2_001, Number.NaN])
      expect(() => checkCalendars({ ...defaultSettings, answer_hours: hours })).toThrow('answer_hours');
    for (const hours of [-1, 2_001])
      expect(() => checkCalendars({ ...defaultSettings, non_responsive_after_h: hours })).toThrow(
        'non_responsive_after_h',
      );
    expect(() => checkCalendars({ ...defaultSettings, non_responsive_after_h: 0 })).not.toThrow();
    expect(() => checkCalendars(defaultSettings)).not.toThrow();
  });

  it('says so where every day is a holiday', () => {
    const days = Array.from({ length: 1_200 }, (_, day) =>
      new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10),
    );
    const shut = calendarFor(withRules({ dates: days }), undefined, at);
    expect(() => dueAt(at, shut, 24)).toThrow('calendars.default: no day in the 400 days from 2026-11-28');
  });
});
