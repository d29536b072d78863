import type { EventRow } from '../log/event-row.ts';
import { maskedData } from '../refer/hand-reading.ts';

/** An entry's data as plain values. */
export const dataOf = ({ data }: EventRow): unknown => JSON.parse(data);

/** An entry with its data as plain values; called numbers are masked, unless they are shown in full. */
export function shownEntry(row: EventRow, inFull: boolean) {
  const at = new Date(row.at).toISOString();
  const data = dataOf(row);
  if (inFull) return { ...row, at, data };
  return { ...row, at, reason: String(maskedData(row.reason)), data: maskedData(data) };
}
