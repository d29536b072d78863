import { describe, expect, it } from 'vitest';
import { CalendarError } from '../calendar/calendar-error.ts';
import { ConflictError } from '../log/conflict.ts';
import { anna } from '../log/log.fixture.ts';
import { defaultSettings } from '../model/settings.ts';
import { describeProvider, memoryDesk } from './desk.fixture.ts';
import { changeSettings, settingsFrom, settingsNow } from './settings.ts';

const written = (changes: object) => JSON.stringify({ ...defaultSettings, ...changes });

describe('settings of a file', () => {
  it('are read as they are shown', () => {
    const { desk } = memoryDesk();
    changeSettings(desk, anna, (before) => ({ ...before, answer_hours: 12 }));
    const { settings, version } = settingsNow(desk);
    expect(settingsFrom(JSON.stringify(settings), 'rules.json')).toEqual({
      ...defaultSettings,
      answer_hours: 12,
    });
    expect(version).toBe(1);
  });

  it.each([
    ['{', 'this is not JSON'],
    ['[]', 'rules.json: nothing was changed; the settings:'],
    [written({ answer_hour: 3 }), "there is no setting 'answer_hour'; did you mean 'answer_hours'?"],
    [written({ answer_hours: '24' }), 'answer_hours: '],
    [written({ reminders: { before_due_h: -1, after_due_h: [] } }), 'reminders.before_due_h: '],
    [written({ calendars: {} }), "calendars: there must be a calendar named 'default'"],
  ])('%s are refused', (json, message) => {
    expect(() => settingsFrom(json, 'rules.json')).toThrow(message);
  });
});

describe('a change of the settings', () => {
  it('holds for what the person saw', () => {
    const { desk } = memoryDesk();
    changeSettings(desk, anna, (before) => ({ ...before, report_only: true }), 0);
    expect(() => changeSettings(desk, anna, () => defaultSettings, 0)).toThrow(ConflictError);
    expect(settingsNow(desk).settings.report_only).toBe(true);
  });

  it('that makes no sense changes nothing', () => {
    const { desk } = memoryDesk();
    expect(() => changeSettings(desk, anna, (before) => ({ ...before, calendars: {} }))).toThrow(
      CalendarError,
    );
    expect(settingsNow(desk)).toEqual({ settings: defaultSettings, version: 0 });
  });

  it('removes no calendar that a provider needs', () => {
    const { desk } = memoryDesk();
    const [calendar] = Object.values(defaultSettings.calendars);
    if (calendar === undefined) throw new Error('the default settings have no calendar');
    const nights = { ...calendar, opens: '18:00', closes: '24:00' };
    const withNights = { ...defaultSettings, calendars: { ...defaultSettings.calendars, nights } };
    changeSettings(desk, anna, () => withNights);
    describeProvider(desk, 'owl', { calendar: 'nights' });
    expect(() => changeSettings(desk, anna, () => defaultSettings)).toThrow(
      "calendars: 'nights' is the calendar of owl: 'ringtrace provider describe owl --calendar NAME'",
    );
    describeProvider(desk, 'owl', { calendar: 'default' });
    expect(changeSettings(desk, anna, () => defaultSettings).settings).toEqual(defaultSettings);
  });
});
