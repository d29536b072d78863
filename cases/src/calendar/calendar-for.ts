import { visible } from '@ringtrace/platform/visible';
import { Temporal } from 'temporal-polyfill';
import type { ProviderDescription } from '../model/provider.ts';
import type { CalendarUsed } from '../model/request.ts';
import type { CalendarRules, CasesSettings } from '../model/settings.ts';
import { CalendarError } from './calendar-error.ts';
import { checkRules, checkZone } from './check-calendar.ts';
import { federalHolidays } from './federal-holidays.ts';

/** The parts of a provider that choose its calendar. */
type Office = Pick<ProviderDescription, 'calendar' | 'zone'>;

/**
 * The calendar of the office that must answer, with the holidays of the years around a time. It is kept with the request.
 * Throws CalendarError that names the wrong setting.
 * @param provider undefined = not described: the default calendar holds
 * @param at ms since 1970, the time at which the request goes out
 */
export function calendarFor(
  settings: Pick<CasesSettings, 'calendars'>,
  provider: Office | undefined,
  at: number,
): CalendarUsed {
  const name = provider?.calendar || 'default';
  const rules = rulesOf(settings, name);
  checkRules(`calendars.${visible(name)}`, rules);
  const zone = provider?.zone || rules.zone;
  checkZone("the provider's zone", zone);
  const { opens, closes, weekdays } = rules;
  const { year } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return { name, zone, opens, closes, weekdays: [...weekdays], holidays: holidaysAround(year, rules) };
}

function rulesOf(settings: Pick<CasesSettings, 'calendars'>, name: string): CalendarRules {
  const rules = Object.entries(settings.calendars).find(([other]) => other === name)?.[1];
  if (rules !== undefined) return rules;
  const known = Object.keys(settings.calendars).map((other) => `'${visible(other)}'`);
  throw new CalendarError(
    `calendars: there is no calendar '${visible(name)}'; there are ${known.join(', ') || 'none'}`,
  );
}

/** The last days of a year lie before holidays of the next one. */
function holidaysAround(year: number, { holidays, dates }: CalendarRules): string[] {
  const years = [year - 1, year, year + 1];
  const federal = holidays === 'us-federal' ? years.flatMap(federalHolidays) : [];
  const own = dates.filter((date) => years.includes(Number(date.slice(0, 4))));
  return [...new Set([...federal, ...own])].sort();
}
