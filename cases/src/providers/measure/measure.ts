import { randomInt } from 'node:crypto';
import type { Store } from '@ringtrace/platform/clickhouse';
import { dirtyDays, markMeasured, measureCampaigns, measureProviders, measureSignatures } from './queries.ts';

interface MeasureOptions {
  /** The clock, ms since 1970. */
  readonly now?: () => number;
  /** Told before each day: days done, of all that are to do. */
  readonly progress?: (done: number, of: number) => void;
  /** A day that was measured less than so many ms ago is left for later, however its records change. */
  readonly restMs?: number;
  /** Days that are measured at most. */
  readonly most?: number;
}

const everyDay = 100_000;

/**
 * Measures the days whose records or campaigns have changed since they were measured last. Older measurements stay, because
 * figures as of an earlier moment read them. Any number of processes may do it at once, and any may be killed: a day counts once
 * its mark is written. Returns the number of days measured.
 */
export async function measureDays(
  store: Store,
  { now = Date.now, progress = () => {}, restMs = 0, most = everyDay }: MeasureOptions = {},
): Promise<number> {
  const days = await store.query(dirtyDays, { rested: now() - restMs, most });
  for (const [done, { day, seen }] of days.entries()) {
    progress(done, days.length);
    const measurement = { day, measurement: randomInt(2 ** 47) };
    for (const statement of [measureProviders, measureCampaigns, measureSignatures])
      await store.run(statement, measurement);
    // The day counts from the mark on: a figure as of a moment before the mark must not find it later. `seen` was read before the
    // records were, so that what arrived meanwhile is measured again.
    await store.run(markMeasured, { ...measurement, measured_at: now(), seen });
  }
  return days.length;
}
