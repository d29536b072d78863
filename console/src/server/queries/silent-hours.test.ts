import { expect, it } from 'vitest';
import { silentHours } from './silent-hours.ts';

const hour = (n: number) => 1_772_409_600 + n * 3_600;
const allBut = (until: number, without: readonly number[]) =>
  Array.from({ length: until }, (_, n) => n).flatMap((n) => (without.includes(n) ? [] : [hour(n)]));

it('hours between calls are silent where no day before is known', () => {
  expect(silentHours(allBut(10, [4, 5, 8]), hour(0), hour(20))).toEqual([
    { from: hour(4), to: hour(6), usual: 0, known: 0 },
    { from: hour(8), to: hour(9), usual: 0, known: 0 },
  ]);
});

it('hours are not silent that are usually without calls', () => {
  // Three days of nights from 0 to 5; on the last day, the hour 12 lacks too.
  const nights = [0, 24, 48, 72].flatMap((day) => [0, 1, 2, 3, 4, 5].map((n) => day + n));
  const hours = allBut(96, [...nights, 84]);
  expect(silentHours(hours, hour(72), hour(96))).toEqual([
    { from: hour(84), to: hour(85), usual: 3, known: 3 },
  ]);
});

it('nothing is known before the first call and behind the last one', () => {
  expect(silentHours([hour(3), hour(4)], hour(0), hour(24))).toEqual([]);
  expect(silentHours([], hour(0), hour(24))).toEqual([]);
});
