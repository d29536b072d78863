import { measureDays } from '@ringtrace/cases/providers/measure/measure';
import type { Store } from '@ringtrace/platform/clickhouse';
import { statusLine } from './output.ts';

/** Measures the days whose records have changed, so that figures of now include them. An earlier moment needs none of it. */
export async function measureUpTo(store: Store, asOf: string | undefined): Promise<void> {
  if (asOf !== undefined) return;
  const line = statusLine();
  await measureDays(store, {
    progress: (done, of) => line.show(`measuring records: day ${done + 1} of ${of}`),
  });
  line.end();
}
