import type { Store } from '@ringtrace/platform/clickhouse';
import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import { measureDays } from './measure.ts';

/** A day whose records keep changing is measured once in this time, ms. */
const restMs = hourMs;
/** Where nothing was to be measured, looking again can wait, ms: it reads the accounts of all days. */
const pauseMs = 10 * minuteMs;

type Measure = typeof measureDays;

/** Measures one day at each call, so that other work of the caller has its turn in between. */
export function measuringInTurn(
  store: Store,
  { now = Date.now, measure = measureDays }: { readonly now?: () => number; readonly measure?: Measure } = {},
): () => Promise<void> {
  let next = 0;
  return async () => {
    if (now() < next) return;
    const measured = await measure(store, { now, restMs, most: 1 });
    if (measured === 0) next = now() + pauseMs;
  };
}
