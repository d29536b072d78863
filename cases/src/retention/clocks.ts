import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { dayMs } from '@ringtrace/schemas/durations';
import { z } from 'zod';

const storeClock = defineQuery()({
  name: 'clock of the store and newest call',
  row: z.object({ clock: z.number(), newest: z.number() }),
  sql: `SELECT toUnixTimestamp64Milli(now64(3)) AS clock, (SELECT toUnixTimestamp(max(minute)) * 1000 FROM arrivals) AS newest`,
});

/** The day from which periods count back, and what stands behind it. ms since 1970. */
export interface Today {
  readonly today: number;
  /** The newest stored call, where it began more than a day ago: periods then count from this call. 0 = no call is stored. */
  readonly behind: number | undefined;
}

const iso = (ms: number) => new Date(ms).toISOString();

/**
 * From which moment periods count back. It lies at most a day after the newest stored call: a wrong clock alone moves no horizon. Throws
 * where this machine's clock and that of the store differ by more than a day.
 */
export async function todayOf(store: Store, now: number): Promise<Today> {
  const [{ clock, newest } = { clock: 0, newest: 0 }] = await store.query(storeClock, {});
  if (Math.abs(now - clock) > dayMs)
    throw new Error(
      `this machine's clock says ${iso(now)}, and that of ClickHouse says ${iso(clock)}: nothing is dropped and no legal hold ends by itself until both clocks are right`,
    );
  const earlier = Math.min(now, clock);
  return newest + dayMs < earlier
    ? { today: newest + dayMs, behind: newest }
    : { today: earlier, behind: undefined };
}
