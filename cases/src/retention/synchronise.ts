import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { values } from '@ringtrace/platform/lists';
import { text } from '@ringtrace/schemas/columns';
import type { Table } from '@ringtrace/schemas/table';
import { z } from 'zod';
import type { Shards } from './shards.ts';

/**
 * Which of some tables a node holds as a replica.
 * @public A test sends long lists of every exported statement.
 */
export const replicatedTables = defineQuery<{ tables: readonly string[] }>()({
  name: 'replicated tables of a node',
  lists: { tables: values(text()) },
  row: z.object({ name: z.string() }),
  sql: `SELECT name FROM system.tables
    WHERE database = currentDatabase() AND startsWith(engine, 'Replicated') AND name IN (SELECT value FROM tables)
    ORDER BY name`,
});

async function synchroniseNode(store: Store, tables: readonly string[]): Promise<void> {
  for (const { name } of await store.query(replicatedTables, { tables }))
    await store.command(`SYSTEM SYNC REPLICA ${name}`);
}

/**
 * Waits until each node that is reached has all rows of some tables. What a node has not copied yet would not be kept, as it is not found
 * there. Any of these nodes may be asked for a part of a query. Throws where a node doesn't get there in time: nothing may go then.
 */
export async function synchronise(
  { all, of }: Pick<Shards, 'all' | 'of'>,
  tables: readonly Table[],
): Promise<void> {
  for (const shard of all) {
    const own = tables.filter((table) => of(table).includes(shard)).map(shard.tableOf);
    if (own.length === 0) continue;
    await Promise.all(shard.replicas.map((store) => synchroniseNode(store, own)));
  }
}
