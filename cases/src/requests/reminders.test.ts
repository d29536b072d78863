import { requestStatuses } from '@ringtrace/schemas/casework/words';
import { describe, expect, it } from 'vitest';
import { calendarFor } from '../calendar/calendar-for.ts';
import type { CalendarUsed } from '../model/request.ts';
import { defaultSettings } from '../model/settings.ts';
import type { WaitingRules } from '../work/silence.ts';
import { nextSteps, type Waiting } from './reminders.ts';

const hour = 3_600_000;
/** Times in hours after the request was sent. */
const sent = Date.UTC(2026, 2, 17, 14);
const at = (hours: number) => sent + hours * hour;

const rules: WaitingRules = {
  reminders: { before_due_h: 4, after_due_h: [4, 24] },
  non_responsive_after_h: 72,
};
/** An office that never shuts: its hours are plain ones. */
const always: CalendarUsed = {
  name: 'always',
  zone: 'America/New_York',
  opens: '00:00',
  closes: '24:00',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  holidays: [],
};
const fresh: Waiting = {
  status: 'delivered',
  sent_at: sent,
  delivered_at: at(0),
  acknowledged_at: 0,
  due_at: at(24),
  reminders: 0,
  reminded_at: 0,
  calendar: always,
};

const step = (change: Partial<Waiting>, own: Partial<WaitingRules> = {}) => {
  const [next] = nextSteps({ ...fresh, ...change }, { ...rules, ...own });
  return next === undefined ? 'nothing' : `${next.what} ${(next.at - sent) / hour}`;
};
const justAfterDue = 24 + 1 / hour;

describe('the next step of a request', () => {
  it.each<[string, Partial<Waiting>, string]>([
    ['delivered: a reminder before the due time', {}, 'remind 20'],
    ['then it is overdue', { reminders: 1, reminded_at: at(20) }, `overdue ${justAfterDue}`],
    [
      'then the first reminder after it',
      { status: 'overdue', reminders: 1, reminded_at: at(20) },
      'remind 28',
    ],
    ['then the second', { status: 'overdue', reminders: 2, reminded_at: at(28) }, 'remind 48'],
    ['then silence', { status: 'overdue', reminders: 3, reminded_at: at(48) }, 'non_responsive 96'],
    ['acknowledged: the same', { status: 'acknowledged', acknowledged_at: at(1) }, 'remind 20'],
    [
      'acknowledged only',
      { status: 'acknowledged', acknowledged_at: at(1), delivered_at: 0, reminders: 1, reminded_at: at(20) },
      `overdue ${justAfterDue}`,
    ],
    [
      'acknowledged after the due time: the wait starts anew',
      { status: 'overdue', acknowledged_at: at(50), reminders: 3, reminded_at: at(48) },
      'non_responsive 122',
    ],
    [
      'delivered after the due time: the wait starts then',
      { status: 'overdue', delivered_at: at(40), reminders: 3, reminded_at: at(48) },
      'non_responsive 112',
    ],
    ['sent, and nobody knows whether it arrived', { status: 'sent', delivered_at: 0 }, 'remind 20'],
    [
      'sent, all reminders out',
      { status: 'sent', delivered_at: 0, reminders: 3, reminded_at: at(48) },
      'nothing',
    ],
    [
      'overdue without delivery is not silence',
      { status: 'overdue', delivered_at: 0, reminders: 3, reminded_at: at(48) },
      'nothing',
    ],
    ['a short time: no reminder before it', { due_at: at(3) }, `overdue ${3 + 1 / hour}`],
    ['a short time: reminders after it', { status: 'overdue', due_at: at(3) }, 'remind 7'],
    [
      'a missed reminder is made up for',
      { status: 'overdue', reminders: 1, reminded_at: at(100) },
      'remind 108',
    ],
    [
      'a late last reminder delays silence',
      { status: 'overdue', reminders: 3, reminded_at: at(200) },
      'non_responsive 248',
    ],
  ])('%s', (_, change, expected) => {
    expect(step(change)).toBe(expected);
  });

  it('is none for every other status', () => {
    const others = requestStatuses.filter(
      (status) => !['sent', 'delivered', 'acknowledged', 'overdue'].includes(status),
    );
    expect(others).toHaveLength(8);
    for (const status of others) expect(step({ status }), status).toBe('nothing');
  });

  it('is overdue in time where a reminder before it could not go out', () => {
    expect(nextSteps(fresh, rules).map(({ what, at: when }) => [what, (when - sent) / hour])).toEqual([
      ['remind', 20],
      ['overdue', justAfterDue],
    ]);
  });

  it('follows the settings: without reminders, in any order, all at the due time', () => {
    const none = { reminders: { before_due_h: 0, after_due_h: [] } };
    expect(step({}, none)).toBe(`overdue ${justAfterDue}`);
    expect(step({ status: 'overdue' }, none)).toBe('non_responsive 96');
    const mixed = { reminders: { before_due_h: 0, after_due_h: [24, 4] } };
    expect(step({ status: 'overdue' }, mixed)).toBe('remind 28');
    expect(step({ status: 'overdue', reminders: 1, reminded_at: at(28) }, mixed)).toBe('remind 48');
    const long = { reminders: { before_due_h: 4, after_due_h: [100] } };
    expect(step({ status: 'overdue', reminders: 2, reminded_at: at(124) }, long)).toBe('non_responsive 124');
  });

  it('reaches every step in order when the clock looks in each hour', () => {
    let request = fresh;
    const seen: string[] = [];
    for (let now = sent; now < at(200); now += hour) {
      for (;;) {
        const [next] = nextSteps(request, rules);
        if (next === undefined || next.at > now) break;
        seen.push(next.what);
        request =
          next.what === 'remind'
            ? { ...request, reminders: request.reminders + 1, reminded_at: now }
            : { ...request, status: next.what };
      }
    }
    expect(seen).toEqual(['remind', 'overdue', 'remind', 'remind', 'non_responsive']);
  });

  it('counts no weekend and no holiday as silence', () => {
    const thanksgiving = Date.parse('2026-11-25T15:00:00-05:00');
    const overdue: Waiting = {
      status: 'overdue',
      sent_at: thanksgiving - 24 * hour,
      delivered_at: thanksgiving - 24 * hour,
      acknowledged_at: 0,
      due_at: thanksgiving,
      reminders: 3,
      reminded_at: thanksgiving + 24 * hour,
      calendar: calendarFor(defaultSettings, undefined, thanksgiving),
    };
    const silentAt = (change: Partial<Waiting>) =>
      nextSteps({ ...overdue, ...change }, rules).map(({ what, at: when }) => [
        what,
        new Date(when).toISOString(),
      ]);
    expect(silentAt({})).toEqual([['non_responsive', '2026-12-01T20:00:00.000Z']]);
    // A last reminder of Saturday is there on Monday at 8:00, and has 48 h.
    const saturday = Date.parse('2026-11-28T12:00:00-05:00');
    expect(silentAt({ reminded_at: saturday })).toEqual([['non_responsive', '2026-12-02T13:00:00.000Z']]);
    expect(silentAt({ delivered_at: saturday })).toEqual([['non_responsive', '2026-12-03T13:00:00.000Z']]);
  });
});
