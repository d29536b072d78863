import type { EventRow } from '../log/event-row.ts';
import { linksOf } from '../log/links.ts';
import type { CaseLog } from '../log/log.ts';

/** Rows read at once: enough to be quick, few enough to be held in memory. */
const piece = 1_000;

/** Every entry of the log in order, a piece at a time. */
export function* everyRow(log: Pick<CaseLog, 'rowsAfter'>): Generator<EventRow> {
  for (let after = 0; ; ) {
    const rows = log.rowsAfter(after, piece);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}

/** Which entries to show. Times in ms since 1970. */
export interface AuditFilter {
  readonly since: number;
  readonly until: number;
  /** '' = everybody. */
  readonly actor: string;
  /** Id of a thing: its own entries, and those that name it; '' = all. */
  readonly about: string;
}

export function* auditEntries(log: Pick<CaseLog, 'rowsAfter'>, filter: AuditFilter): Generator<EventRow> {
  const { since, until, actor, about } = filter;
  for (const row of everyRow(log)) {
    // Entries are in order of time.
    if (row.at > until) return;
    if (row.at < since || (actor !== '' && row.actor !== actor)) continue;
    if (about === '' || row.id === about || linksOf(row).some(({ value }) => value === about)) yield row;
  }
}
