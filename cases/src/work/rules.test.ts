import { describe, expect, it } from 'vitest';
import { anna, memoryLog } from '../log/log.fixture.ts';
import { defaultSettings } from '../model/settings.ts';
import { describeProvider, memoryDesk } from './desk.fixture.ts';
import { changeRules, rulesNow, wouldBeDue } from './rules.ts';

const friday15InChicago = Date.parse('2026-03-20T15:00:00-05:00');

describe('the rules of casework', () => {
  it('are the usual ones until somebody changes them', () => {
    const { log } = memoryLog();
    expect(rulesNow(log)).toEqual({ rules: defaultSettings, version: 0 });
    changeRules(log, anna, { ...defaultSettings, answer_hours: 48 }, 0);
    expect(rulesNow(log)).toMatchObject({ rules: { answer_hours: 48 }, version: 1 });
    expect(() => changeRules(log, anna, defaultSettings, 0)).toThrow('settings changed by anna');
    expect(rulesNow(log).rules.answer_hours).toBe(48);
  });

  it.each([
    [{ ...defaultSettings, answer_hours: '24' }, 'answer_hours: '],
    [{ ...defaultSettings, answr_hours: 24 }, 'answr_hours'],
    [{ ...defaultSettings, answer_hours: 0 }, 'answer_hours'],
    [{ ...defaultSettings, calendars: {} }, "a calendar named 'default'"],
    [
      {
        ...defaultSettings,
        calendars: { default: { ...defaultSettings.calendars['default'], zone: 'Chicago' } },
      },
      'calendars.default.zone',
    ],
    [{ ...defaultSettings, reminders: { before_due_h: -1, after_due_h: [] } }, 'reminders.before_due_h'],
    ['text', 'the rules: '],
  ])('are refused with one error: %#', (given, message) => {
    const { log } = memoryLog();
    expect(() => changeRules(log, anna, given, undefined)).toThrow(message);
    expect(rulesNow(log).version).toBe(0);
  });

  it('say when an answer would be due, by the zone of the provider', () => {
    const { desk } = memoryDesk();
    describeProvider(desk, 'acme', { zone: 'America/Chicago' });
    expect(wouldBeDue(desk.log, 'acme', friday15InChicago)).toMatchObject({
      due_at: Date.parse('2026-03-23T15:00:00-05:00'),
      calendar: { name: 'default', zone: 'America/Chicago' },
    });
    // In New York it is 16:00, and the office is open as well.
    expect(wouldBeDue(desk.log, '', friday15InChicago).calendar.zone).toBe('America/New_York');
  });
});
