import { expect, it } from 'vitest';
import { rulesFrom } from './rules-form.ts';

const fields = {
  answer_hours: '24',
  before_due_h: '4',
  after_due_h: ' 4, 24 ;48',
  non_responsive_after_h: '72',
  search_window_s: '3600',
  send_approved: 'true',
  send_after_s: '0',
  report_only: 'false',
  calendars: '{"default": {}}',
};

it('a form becomes rules, as a whole', () => {
  expect(rulesFrom(fields)).toEqual({
    calendars: { default: {} },
    answer_hours: 24,
    reminders: { before_due_h: 4, after_due_h: [4, 24, 48] },
    non_responsive_after_h: 72,
    search_window_s: 3_600,
    send_approved: true,
    send_after_s: 0,
    report_only: false,
  });
  expect(rulesFrom({ ...fields, after_due_h: '' }).reminders.after_due_h).toEqual([]);
});

it('what is no number or no JSON is named', () => {
  expect(() => rulesFrom({ ...fields, answer_hours: '' })).toThrow("answer_hours: '' is no number");
  expect(() => rulesFrom({ ...fields, after_due_h: '4, x' })).toThrow("after_due_h: 'x' is no number");
  expect(() => rulesFrom({ ...fields, calendars: '{' })).toThrow(
    'the business calendars can not be read as JSON',
  );
});
