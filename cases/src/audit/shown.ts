import type { EventRow } from '../log/event-row.ts';
import { redacted, redactor } from '../refer/numbers.ts';

/** An entry with its data as plain values; called numbers are masked, unless they are shown in full. */
export function shownEntry(row: EventRow, inFull: boolean) {
  const data: unknown = JSON.parse(row.data);
  const at = new Date(row.at).toISOString();
  if (inFull) return { ...row, at, data };
  const redact = redactor({ hide: valuesOf(data, 'called_number'), show: valuesOf(data, 'calling_number') });
  return { ...row, at, reason: redact(row.reason), data: redacted(data, { redact, digests: true }) };
}

/** Distinct called numbers that an entry's data holds. */
export const calledNumbersIn = ({ data }: EventRow): number[] => valuesOf(JSON.parse(data), 'called_number');

/** Every number under a key, however deep. */
function valuesOf(value: unknown, key: string): number[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => valuesOf(one, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    name === key && typeof inner === 'number' ? [inner] : valuesOf(inner, key),
  );
}
