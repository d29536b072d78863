import { hourMs } from '@ringtrace/schemas/durations';
import type { Request } from '../model/request.ts';
import { silentFrom, type Unanswered, type WaitingRules } from '../work/silence.ts';

/** What the clock does to a request next, and when (ms since 1970). It is due once that time has come. */
export interface NextStep {
  readonly what: 'remind' | 'overdue' | 'non_responsive';
  readonly at: number;
}

/** The parts of a request that the rules look at. */
export type Waiting = Unanswered & Pick<Request, 'status' | 'sent_at' | 'reminders'>;

/**
 * What the clock does to a request from now on, the next step first; nothing where the clock has nothing to do with it. A later
 * step may depend on an earlier one, and is then not among them yet.
 *
 * - A request that is with the provider, or may be, is reminded of before the due time and after it.
 * - It is overdue after the due time, if it was delivered or the provider acknowledged it.
 * - It is non-responsive once every reminder went out and the waiting time is over. Both hold only after delivery: the
 *   silence of a provider that never got the request says nothing. The waiting time counts as the time for the answer does,
 *   by the calendar of the request.
 *
 * Reminders that were missed, such as while nothing ran, are made up for one by one, as far apart as planned.
 */
export function nextSteps(request: Waiting, rules: WaitingRules): NextStep[] {
  const reminder = nextReminder(request, rules);
  switch (request.status) {
    case 'sent':
      return known(reminder);
    case 'delivered':
    case 'acknowledged':
      return known(reminder, { what: 'overdue', at: request.due_at + 1 });
    case 'overdue':
      return known(reminder ?? silence(request, rules));
    default:
      return [];
  }
}

const known = (...steps: readonly (NextStep | undefined)[]): NextStep[] =>
  steps.filter((step) => step !== undefined).sort((a, b) => a.at - b.at);

/** When reminders are planned, in order. The one before the due time is left out where the request was sent after it. */
function plannedReminders({ sent_at, due_at }: Waiting, { reminders }: WaitingRules): number[] {
  const before = due_at - reminders.before_due_h * hourMs;
  const after = reminders.after_due_h.map((hours) => due_at + hours * hourMs);
  const isUseful = reminders.before_due_h > 0 && before > sent_at;
  return [...(isUseful ? [before] : []), ...after].sort((a, b) => a - b);
}

function nextReminder(request: Waiting, rules: WaitingRules): NextStep | undefined {
  const planned = plannedReminders(request, rules);
  const at = planned[request.reminders];
  if (at === undefined) return undefined;
  const gap = at - (planned[request.reminders - 1] ?? at);
  return { what: 'remind', at: Math.max(at, request.reminded_at + gap) };
}

function silence(request: Waiting, rules: WaitingRules): NextStep | undefined {
  const at = silentFrom(request, rules);
  return at === undefined ? undefined : { what: 'non_responsive', at };
}
