import { expect, it } from 'vitest';
import { asOfFrom, endOf, instant, periodOf, timeFrom, timeUntil } from './time.ts';

it('takes no moment that lies ahead for --as-of', () => {
  const now = Date.parse('2026-03-04T12:00:00Z');
  expect(asOfFrom(undefined, now)).toBe(now);
  expect(asOfFrom('2026-03-04', now)).toBe(Date.parse('2026-03-04T00:00:00Z'));
  expect(() => asOfFrom('2026-03-05', now)).toThrow('--as-of must not lie in the future');
  expect(() => asOfFrom('2026-03-04T12:00:01Z', now)).toThrow('Without --as-of, it is now');
});

it.each([timeFrom, endOf, timeUntil])('says that a day is taken, too', (read) => {
  expect(() => read('until', 'tomorrow')).toThrow(
    "--until takes a time with its zone, such as 2026-03-03T15:04:05Z, or a day of UTC such as 2026-03-03, not 'tomorrow'",
  );
  expect(() => instant('time', '2026-03-03')).toThrow("2026-03-03T15:04:05Z, not '2026-03-03'");
});

it.each(['2026-02-29', '2026-04-31', '2026-13-01'])('%s is no day', (text) => {
  for (const read of [timeFrom, endOf, timeUntil]) expect(() => read('since', text)).toThrow(`not '${text}'`);
  expect(() => instant('time', `${text}T12:00:00Z`)).toThrow(`not '${text}T12:00:00Z'`);
  expect(timeFrom('since', '2024-02-29')).toBe(Date.UTC(2024, 1, 29));
});

it('a period that ends before it begins is refused, and one day is a period', () => {
  expect(() => periodOf({ since: '2026-03-04', until: '2026-03-03' })).toThrow('--until lies before --since');
  expect(periodOf({ since: '2026-03-03', until: '2026-03-03' })).toEqual({
    since: Date.UTC(2026, 2, 3),
    until: Date.UTC(2026, 2, 4) - 1,
  });
  expect(periodOf({})).toEqual({ since: 0, until: Number.POSITIVE_INFINITY });
});
