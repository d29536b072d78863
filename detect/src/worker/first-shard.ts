import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import { z } from 'zod';

const engineOfArrivals = defineQuery<{ table: string }>()({
  name: 'engine of the table of arrivals',
  sql: 'SELECT engine FROM system.tables WHERE database = currentDatabase() AND name = {table: String}',
  row: z.object({ engine: z.string() }),
});

/**
 * Detection looks at the parts of tables, which only their own node has. Throws where the store's node is one of another shard:
 * there, detection would see no work, ever.
 */
export async function refuseOtherShards(store: Pick<Store, 'query'>): Promise<void> {
  const [found] = await store.query(engineOfArrivals, { table: arrivals.name }).catch(() => []);
  if (found?.engine === 'Distributed')
    throw new Error(
      'CLICKHOUSE_URL names a node of another shard: name nodes of the first one, which has the tables of detection (docs/scaling.md)',
    );
}
