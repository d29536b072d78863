import { createHash } from 'node:crypto';
import type { EventRow } from './event-row.ts';

/** The hash before the first event. */
export const noHash = '0'.repeat(64);

/**
 * SHA-256 in hex over the hash of the event before and everything that this event says. A change of any event therefore
 * changes the hash of all events behind it.
 */
export function hashOf(before: string, row: Omit<EventRow, 'hash'>): string {
  const { sequence, at, kind, id, version, type, actor, reason, data } = row;
  const said = JSON.stringify([before, sequence, at, kind, id, version, type, actor, reason, data]);
  return createHash('sha256').update(said).digest('hex');
}
