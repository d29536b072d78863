import { minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { LateArrivals } from './late-arrivals.ts';

/** A thousand records that wait for 6 s are worth the work. */
const worth = { least: 100, waitMs: 6_000 };
const part = (arrived: number, seen = 1_000) => ({ start: 60, arrived, seen });

/** Looks at one part again and again. Says of each look whether the part rests. */
function looks(...at: readonly (readonly [seconds: number, arrived: number, seen?: number])[]): boolean[] {
  const late = new LateArrivals(worth);
  late.look([], 0);
  return at.map(([seconds, arrived, seen]) => late.look([part(arrived, seen)], 1_000 * seconds).size > 0);
}

it('lets a part rest until its new records have waited for long enough, all together', () => {
  expect(looks([10, 1_100], [20, 1_200], [30, 1_300])).toEqual([true, true, false]);
});

it('works a part out at once where much has come', () => {
  expect(looks([10, 3_000])).toEqual([false]);
});

it('works a part out once nothing more comes for it', () => {
  expect(looks([10, 1_001], [14, 1_001], [16, 1_001])).toEqual([true, true, false]);
  expect(looks([10, 1_001], [16, 1_002], [22, 1_002])).toEqual([true, true, false]);
});

it('lets no small part rest', () => {
  expect(looks([10, 51, 50])).toEqual([false]);
});

it('works a part out for the first time once its records have waited for long enough', () => {
  expect(looks([5, 500, 0], [7, 600, 0])).toEqual([true, false]);
});

it('works out a part of which records have gone', () => {
  expect(looks([10, 900])).toEqual([false]);
});

it('lets a part rest for ten minutes at most, and again once it was worked out', () => {
  const late = new LateArrivals({ least: 0, waitMs: minuteMs });
  late.look([], 0);
  const restsAt = (minute: number, seen: number) =>
    late.look([{ start: 60, arrived: 1_000_000 + minute, seen }], minute * minuteMs).size > 0;
  for (let minute = 1; minute < 10; minute += 1) expect(restsAt(minute, 1_000_000)).toBe(true);
  expect(restsAt(10, 1_000_000)).toBe(false);
  expect(restsAt(11, 1_000_010)).toBe(true);
});

it('lets nothing rest at its first look: nobody knows since when records have waited', () => {
  expect(new LateArrivals(worth).look([part(1_001)], 0).size).toBe(0);
});

it('tells parts apart', () => {
  const late = new LateArrivals(worth);
  late.look([], 0);
  const parts = [part(1_001), { start: 120, arrived: 4_000, seen: 1_000 }];
  expect([...late.look(parts, 10_000)]).toEqual([60]);
});

it('goes on waiting for a part that was not worked out, or not looked at each time', () => {
  const late = new LateArrivals({ least: 100, waitMs: 60_000 });
  late.look([], 0);
  const isDue = (seconds: number, parts = [part(1_100)]) => late.look(parts, 1_000 * seconds).size === 0;
  expect(isDue(10)).toBe(false);
  // Looks at other parts.
  late.look([{ ...part(5_000), start: 120 }], 300_000);
  late.look([], 590_000);
  expect(isDue(601, [part(1_101)])).toBe(true);
  expect(isDue(602, [part(1_102)])).toBe(true);
});
