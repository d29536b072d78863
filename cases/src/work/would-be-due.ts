import { calendarFor } from '../calendar/calendar-for.ts';
import { dueAt } from '../calendar/due.ts';
import type { CaseLog } from '../log/log.ts';
import { ref } from '../model/ids.ts';
import type { CalendarUsed } from '../model/request.ts';
import { settingsOf } from './find.ts';

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
