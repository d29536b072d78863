import { z } from 'zod';
import type { EventRow } from '../log/event-row.ts';
import { everyRow } from '../log/every-row.ts';
import { linksOf } from '../log/links.ts';
import type { CaseLog } from '../log/log.ts';

/** Which entries to show. Times in ms since 1970. */
export interface AuditFilter {
  readonly since: number;
  readonly until: number;
  /** '' = everybody. */
  readonly actor: string;
  /** Id of a thing or a carrier: its own entries, and those that name it; '' = all. */
  readonly about: string;
}

export function* auditEntries(log: Pick<CaseLog, 'rowsAfter'>, filter: AuditFilter): Generator<EventRow> {
  const { since, until, actor, about } = filter;
  for (const row of everyRow(log)) {
    // Entries are in order of time.
    if (row.at > until) return;
    if (row.at < since || (actor !== '' && row.actor !== actor)) continue;
    if (about === '' || row.id === about || names(row, about)) yield row;
  }
}

const ofCarrier = z.object({ carrier: z.string() });

/** Dead letters of all feeds are one thing: an entry of theirs names its carrier beside the links. */
function names(row: EventRow, about: string): boolean {
  if (linksOf(row).some(({ value }) => value === about)) return true;
  return row.kind === 'feed' && ofCarrier.safeParse(JSON.parse(row.data)).data?.carrier === about;
}
