import type { Request } from '@ringtrace/cases/model/request';
import type { CasesSettings } from '@ringtrace/cases/model/settings';
import { silentFrom } from '@ringtrace/cases/work/silence';

/** How the clock of a request stands. */
export interface RequestClock {
  /** stopped: it is answered, or nobody is to answer it any more. */
  readonly state: 'not started' | 'running' | 'overdue' | 'stopped';
  /** Until the answer is due, ms; negative = overdue by so much; null = the clock does not run. */
  readonly left_ms: number | null;
  /** From when on silence ends the traceback, ms since 1970; null = silence says nothing yet. */
  readonly silent_from: number | null;
}

const notStarted: readonly Request['status'][] = ['draft', 'approved', 'bounced'];
const running: readonly Request['status'][] = ['sent', 'delivered', 'acknowledged', 'overdue'];

/** The clock of a request at a moment, by the calendar that the request went out with. @param now ms since 1970 */
export function clockOf(request: Request, rules: CasesSettings, now: number): RequestClock {
  if (notStarted.includes(request.status)) return { state: 'not started', left_ms: null, silent_from: null };
  if (!running.includes(request.status)) return { state: 'stopped', left_ms: null, silent_from: null };
  const left_ms = request.due_at - now;
  return {
    state: left_ms < 0 ? 'overdue' : 'running',
    left_ms,
    silent_from: silentFrom(request, rules) ?? null,
  };
}
