import { measureDays } from '@ringtrace/cases/providers/measure/measure';
import type { Store } from '@ringtrace/platform/clickhouse';
import { statusLine } from './status-line.ts';
import { asOfFrom } from './time.ts';

/**
 * The moment as of which figures are read, ms since 1970: that of `--as-of`. Without it, the days whose records have changed are
 * measured first, and the moment lies behind that, so that the figures include them. Throws UsageError for a wrong `--as-of`.
 */
export async function momentOfFigures(
  asOf: string | undefined,
  measure: () => Promise<void>,
  now: () => number = Date.now,
): Promise<number> {
  if (asOf === undefined) await measure();
  return asOfFrom(asOf, now());
}

/** Measures the days whose records have changed, and shows how far it is. */
export async function measureAll(store: Store): Promise<void> {
  const line = statusLine();
  await measureDays(store, {
    progress: (done, of) => line.show(`measuring records: day ${done + 1} of ${of}`),
  });
  line.end();
}
