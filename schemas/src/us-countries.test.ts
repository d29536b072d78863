import { expect, it } from 'vitest';
import { isAbroad, isAbroadSql, isUs, isUsSql, usCountries } from './us-countries.ts';

it('counts the territories as the United States, and an unknown country as neither', () => {
  for (const country of usCountries) expect([isUs(country), isAbroad(country)]).toEqual([true, false]);
  expect([isUs('DO'), isAbroad('DO')]).toEqual([false, true]);
  expect([isUs(''), isAbroad('')]).toEqual([false, false]);
});

it('asks the same in SQL', () => {
  expect(isUsSql('country')).toBe("country IN ('US', 'PR', 'VI', 'GU', 'AS', 'MP')");
  expect(isAbroadSql('country')).toBe("country NOT IN ('', 'US', 'PR', 'VI', 'GU', 'AS', 'MP')");
});
