import { givenTime } from '@ringtrace/cases/api/given-time';
import { InputError } from '@ringtrace/cases/api/input';
import { dayS } from '@ringtrace/schemas/durations';

/** Part of a query that names a range. */
export const period = {
  from: givenTime.optional().describe('First moment; left out = a day before the newest record'),
  to: givenTime.optional().describe('First moment behind the range; left out = behind the newest record'),
} as const;

/** Seconds of one point, the finest first. */
const steps = [60, 300, 900, 3_600, 4 * 3_600, dayS] as const;
const mostPoints = 400;
const mostDays = mostPoints;

/** A range in whole steps, s since 1970. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/**
 * The range that a query names, in the finest steps that a chart can show. `newest` (ms since 1970) ends it where the query does
 * not. Throws InputError.
 */
export function rangeOf(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  newest: number,
): Range {
  const end = to === undefined ? Math.floor(newest / 1_000) + 1 : Math.ceil(Date.parse(to) / 1_000);
  const begin = from === undefined ? end - dayS : Math.floor(Date.parse(from) / 1_000);
  if (end <= begin) throw wrong('to', 'it must lie behind from');
  if (end - begin > mostDays * dayS) throw wrong('from', `the range may have ${mostDays} days at most`);
  const step = steps.find((one) => (end - begin) / one <= mostPoints) ?? dayS;
  const first = Math.max(0, Math.floor(begin / step) * step);
  return { from: first, to: Math.max(first + step, Math.ceil(end / step) * step), step };
}

const wrong = (field: string, message: string) => new InputError('query', [{ field, message }]);
