import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { dayMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';

import { todayOf } from './clocks.ts';

const away = unreachableStore();
const now = Date.UTC(2026, 2, 30, 12);
const storeThat = (clock: number, newest: number) => ({
  ...away,
  query: async <R>({ row }: { row: { parse(value: unknown): R } }) => [row.parse({ clock, newest })],
});

it('a clock that is a year ahead is refused, whichever it is, and both are named', async () => {
  const ahead = Date.UTC(2027, 2, 30, 12);
  const refused = /2027-03-30.*2026-03-30|2026-03-30.*2027-03-30/;
  await expect(todayOf(storeThat(now, now), ahead)).rejects.toThrow(refused);
  await expect(todayOf(storeThat(ahead, now), now)).rejects.toThrow(refused);
});

it('periods count from the earlier clock, and at most a day after the newest call', async () => {
  expect(await todayOf(storeThat(now - 5_000, now), now)).toEqual({ today: now - 5_000, behind: undefined });
  expect(await todayOf(storeThat(now, now - 3_600_000), now)).toEqual({ today: now, behind: undefined });
  // Both clocks are a year ahead, as on one machine: the calls are not.
  const ahead = Date.UTC(2027, 2, 30, 12);
  expect(await todayOf(storeThat(ahead, now), ahead)).toEqual({ today: now + dayMs, behind: now });
  expect(await todayOf(storeThat(now, 0), now)).toEqual({ today: dayMs, behind: 0 });
});
