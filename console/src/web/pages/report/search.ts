import { z } from 'zod';
import { baseSearch } from '../../state/search.ts';

/** What the address of this page may say. Without a range, the report covers this year and the one before. */
export const reportSearch = z.object({ ...baseSearch, as_of: z.iso.datetime({ offset: true }).optional() });

/** The period that a report covers unless somebody says which: from the beginning of last year to the end of today. */
export function usualPeriod(now: number): { readonly from: string; readonly to: string } {
  const today = new Date(now);
  const from = Date.UTC(today.getUTCFullYear() - 1, 0, 1);
  const to = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + 1);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
