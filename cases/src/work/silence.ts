import { hoursLater } from '../calendar/due.ts';
import type { Request } from '../model/request.ts';
import type { CasesSettings } from '../model/settings.ts';

/** The parts of a request on which the end of its waiting time depends. */
export type Unanswered = Pick<
  Request,
  'delivered_at' | 'acknowledged_at' | 'due_at' | 'reminded_at' | 'calendar'
>;

export type WaitingRules = Pick<CasesSettings, 'reminders' | 'non_responsive_after_h'>;

/**
 * When the silence of a provider begins to say something, ms since 1970; undefined where it says nothing, as the request never
 * arrived. The waiting time runs from the due time, or from a delivery that came later. A late last reminder has its time, too.
 * The hours are those of the calendar that the request went out with: they stand still on weekends and holidays.
 */
export function silentFrom(request: Unanswered, rules: WaitingRules): number | undefined {
  const { delivered_at, acknowledged_at, due_at, reminded_at, calendar } = request;
  const arrived_at = Math.max(delivered_at, acknowledged_at);
  if (arrived_at === 0 || calendar === undefined) return undefined;
  const wait = rules.non_responsive_after_h;
  const afterDue = hoursLater(Math.max(due_at, arrived_at), calendar, wait);
  if (reminded_at === 0) return afterDue;
  const afterReminder = Math.max(0, wait - Math.max(0, ...rules.reminders.after_due_h));
  return Math.max(afterDue, hoursLater(reminded_at, calendar, afterReminder));
}
