import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { viewDdl } from '@ringtrace/schemas/table';
import { views } from '@ringtrace/schemas/tables/all';
import { z } from 'zod';

const tablesOf = defineQuery<{ database: string }>()({
  name: 'tables of a store',
  row: z.object({ name: z.string() }),
  sql: `SELECT name FROM system.tables WHERE database = {database: String} AND engine != 'View' ORDER BY name`,
});

/**
 * Copies a migrated store into an empty database of the same engine: its tables with their rows, and all views. The engine shares
 * the files of both, but a write to one of them is not seen in the other.
 */
export async function copyStore(from: Store, to: Store): Promise<void> {
  for (const { name } of await from.query(tablesOf, { database: from.database }))
    await to.command(`CREATE TABLE ${name} CLONE AS ${from.database}.${name}`);
  for (const view of views) await to.command(viewDdl(view));
}
