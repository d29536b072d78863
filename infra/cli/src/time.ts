import { dayMs } from '@ringtrace/schemas/durations';
import { UsageError } from './command.ts';

const withZone = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
const day = /^\d{4}-\d\d-\d\d$/;

const timeWithZone = 'a time with its zone, such as 2026-03-03T15:04:05Z';

/** Date.parse takes 30 February for 2 March. */
const isDay = (text: string) => {
  const midnight = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text.slice(0, 10));
};

/**
 * A time out of an option, ms since 1970. Throws UsageError where it does not name its zone.
 * @param taken what the option takes, in words
 */
export function instant(option: string, text: string, taken = timeWithZone): number {
  const time = withZone.test(text) && isDay(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new UsageError(`--${option} takes ${taken}, not '${text}'`);
}

const timeOrDay = `${timeWithZone}, or a day of UTC such as 2026-03-03`;

/** The same, or a day alone: its midnight in UTC. */
export function timeFrom(option: string, text: string): number {
  const time = day.test(text) && isDay(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? instant(option, text, timeOrDay) : time;
}

/** The first moment behind a period: a time with its zone, or the end in UTC of a day alone. */
export const endOf = (option: string, text: string): number =>
  day.test(text) ? timeFrom(option, text) + dayMs : instant(option, text, timeOrDay);

/** A time out of an option that ends something, or a day alone: its last millisecond in UTC. */
export const timeUntil = (option: string, text: string): number =>
  day.test(text) ? endOf(option, text) - 1 : instant(option, text, timeOrDay);

/** The period of `--since` and `--until`, each of which may be left out, ms since 1970. Throws UsageError where no moment is in it. */
export function periodOf({ since, until }: Partial<Record<'since' | 'until', string | undefined>>) {
  const period = {
    since: since === undefined ? 0 : timeFrom('since', since),
    until: until === undefined ? Number.POSITIVE_INFINITY : timeUntil('until', until),
  };
  if (period.until < period.since) throw new UsageError('--until lies before --since');
  return period;
}

/** The moment of `--as-of`, ms since 1970; without it, now. Throws UsageError where it lies ahead: a figure of it could change. */
export function asOfFrom(text: string | undefined, now = Date.now()): number {
  if (text === undefined) return now;
  const moment = timeFrom('as-of', text);
  if (moment <= now) return moment;
  throw new UsageError(
    `--as-of must not lie in the future, as '${text}' does: what will be known then is not known yet. Without --as-of, it is now`,
  );
}
