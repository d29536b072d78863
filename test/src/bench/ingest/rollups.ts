import { FillingBuckets } from '@ringtrace/detect/rollups/filling';
import { rebuildRollups } from '@ringtrace/detect/rollups/rebuild';
import { restAfter } from '@ringtrace/detect/worker/rest';
import type { Store } from '@ringtrace/platform/clickhouse';
import { pause } from '@ringtrace/platform/pause';

const idleMs = 1_000;

/** Rebuilds rollups as the detect worker does, with its rests. */
export function keepRollups(store: Store) {
  const ingesting = new AbortController();
  const filling = new FillingBuckets();
  const done = (async () => {
    while (!ingesting.signal.aborted) {
      const started = performance.now();
      const rebuilt = await rebuildRollups(store, { filling });
      if (rebuilt === 0) await pause(idleMs, ingesting.signal);
      else await restAfter(performance.now() - started, store, ingesting.signal);
    }
    while ((await rebuildRollups(store)) > 0);
  })();
  done.catch(() => {});
  return {
    /** Everything is stored: returns once every bucket is built. */
    async finish(): Promise<void> {
      ingesting.abort();
      await done;
    },
  };
}
