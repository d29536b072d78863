import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { pause } from '@ringtrace/platform/pause';
import { z } from 'zod';

const merging = defineQuery()({
  name: 'merges under way',
  row: z.object({ merges: z.number() }),
  sql: 'SELECT count() AS merges FROM system.merges WHERE database = currentDatabase()',
});

const lookMs = 250;
/** The engine looks for parts to merge at least this often, ms. */
const quietMs = 3_000;

/** Waits until the engine merges nothing more. */
export async function quiet(store: Store): Promise<void> {
  for (let since = performance.now(); performance.now() - since < quietMs; await pause(lookMs)) {
    const [seen] = await store.query(merging, {});
    if (seen === undefined || seen.merges > 0) since = performance.now();
  }
}
