import { shareEngine } from '@ringtrace/local/test-services/store';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { pause } from '@ringtrace/platform/pause';
import { z } from 'zod';

const named = defineQuery<{ database: string }>()({
  name: 'a database by its name',
  row: z.object({ name: z.string() }),
  sql: 'SELECT name FROM system.databases WHERE name = {database: String}',
});

const filledTables = defineQuery<{ database: string }>()({
  name: 'tables with rows',
  row: z.object({ name: z.string() }),
  // Every migrated store has its own notes of the migrations.
  sql: `SELECT name FROM system.tables
    WHERE database = {database: String} AND total_rows > 0 AND name != 'migrations' ORDER BY name`,
});

const lookEveryMs = 200;

/**
 * Fills a migrated store once for all test files of a run: the first that asks fills its own store with `fill`, and the others get a
 * copy of the rows. They wait until the first has done so; where it fails, the next one fills. `name` stands for what `fill` does.
 */
export async function fillOnce(
  name: string,
  store: Store,
  fill: (store: Store) => Promise<void>,
): Promise<void> {
  const engine = await shareEngine();
  const [begun, done] = [`${name}_begun`, `${name}_done`];
  try {
    const admin = engine.open('default');
    const exists = async (database: string) => (await admin.query(named, { database })).length > 0;
    for (; !(await exists(done)); await pause(lookEveryMs)) {
      if (!(await isFirst(admin, begun))) continue;
      try {
        await fill(store);
        await admin.command(`CREATE DATABASE ${name}`);
        for (const table of await admin.query(filledTables, { database: store.database }))
          await admin.command(`CREATE TABLE ${name}.${table.name} CLONE AS ${store.database}.${table.name}`);
        return await admin.command(`CREATE DATABASE ${done}`);
      } catch (error) {
        for (const database of [name, begun]) await admin.command(`DROP DATABASE IF EXISTS ${database}`);
        throw error;
      }
    }
    for (const table of await admin.query(filledTables, { database: name }))
      await store.command(`ALTER TABLE ${table.name} ATTACH PARTITION ALL FROM ${name}.${table.name}`);
  } finally {
    await engine.stop();
  }
}

/** Whether a database is made by us: of several that ask at once, the engine lets one make it. */
async function isFirst(admin: Store, database: string): Promise<boolean> {
  try {
    await admin.command(`CREATE DATABASE ${database}`);
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('already exists')) return false;
    throw error;
  }
}
