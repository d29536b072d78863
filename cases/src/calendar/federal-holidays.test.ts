import { expect, it } from 'vitest';
import { federalHolidays } from './federal-holidays.ts';

/** As the Office of Personnel Management lists them, and the date itself of those on a weekend. */
it.each([
  [2026, '01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'],
  [2027, '01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25'],
  [2023, '01-01 01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-11 11-23 12-25'],
])('federal holidays of %s', (year, days) => {
  expect(federalHolidays(year)).toEqual(days.split(' ').map((day) => `${year}-${day}`));
});

it('has a New Year that is observed in the old year', () => {
  expect(federalHolidays(2028).slice(0, 2)).toEqual(['2027-12-31', '2028-01-01']);
});
