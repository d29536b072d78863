import { visible } from '@ringtrace/platform/visible';
import { calendarFor } from '../calendar/calendar-for.ts';
import { checkCalendars } from '../calendar/check-calendar.ts';
import { dueAt } from '../calendar/due.ts';
import type { Actor } from '../log/actor.ts';
import type { CaseLog } from '../log/log.ts';
import { ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';
import type { CalendarUsed } from '../model/request.ts';
import { type CasesSettings, casesSettings } from '../model/settings.ts';
import { settingsOf, settingsRef } from './find.ts';

/** The rules in force, with the version of their stream; 0 = nobody has changed the usual ones. */
export const rulesNow = (log: CaseLog): { readonly rules: CasesSettings; readonly version: number } =>
  log.read((r) => ({ rules: settingsOf(r), version: r.load(settingsRef)?.version ?? 0 }));

/**
 * Puts other rules in force. What is out with providers keeps the calendar that it was sent with. Throws RefusedError where a
 * rule is wrong, and ConflictError where somebody has changed them since `seen`.
 */
export function changeRules(
  log: CaseLog,
  actor: Actor,
  given: unknown,
  seen: number | undefined,
): CasesSettings {
  const rules = checkedRules(given);
  return log.transact(actor, (w) => {
    if (seen !== undefined) w.expect(settingsRef, seen);
    w.append(settingsRef, { type: 'settings_changed', data: rules });
    return rules;
  });
}

function checkedRules(given: unknown): CasesSettings {
  const parsed = casesSettings.safeParse(given);
  if (!parsed.success)
    throw new RefusedError(
      parsed.error.issues
        .map(
          ({ path, message }) => `${visible(path.map(String).join('.')) || 'the rules'}: ${visible(message)}`,
        )
        .join('; '),
    );
  checkCalendars(parsed.data);
  return parsed.data;
}

/** When an answer would be due. */
export interface WouldBeDue {
  /** ms since 1970. */
  readonly due_at: number;
  readonly calendar: CalendarUsed;
}

/** When the answer to a request of that time would be due. Throws CalendarError. @param provider '' = nobody in particular */
export function wouldBeDue(log: CaseLog, provider: string, at: number): WouldBeDue {
  return log.read((r) => {
    const settings = settingsOf(r);
    const described = provider === '' ? undefined : r.load(ref('provider', provider))?.state;
    const calendar = calendarFor(settings, described, at);
    return { due_at: dueAt(at, calendar, settings.answer_hours), calendar };
  });
}
