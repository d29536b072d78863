import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { migrate } from '../migrations/migrate.ts';
import { copyStore } from './copy-store.ts';
import { type FileEngine, openTestStore, shareEngine, type TestStore } from './store.ts';

const described = defineQuery()({
  name: 'tables of this store',
  row: z.object({ name: z.string(), sql: z.string() }),
  sql: `SELECT name, replaceAll(create_table_query, currentDatabase(), 'db') AS sql FROM system.tables
    WHERE database = currentDatabase() ORDER BY name`,
});
const applied = defineQuery()({
  name: 'migrations of this store',
  row: z.object({ id: z.number(), checksum: z.string() }),
  sql: 'SELECT id, checksum FROM migrations FINAL ORDER BY id',
});
const added = defineQuery()({
  name: 'rows that a test added',
  row: z.object({ id: z.number() }),
  sql: 'SELECT id FROM migrations WHERE id > 9000 ORDER BY id',
});

let test: TestStore;
let engine: FileEngine;
beforeAll(async () => {
  [test, engine] = await Promise.all([openTestStore(), shareEngine()]);
});
afterAll(() => Promise.all([test.close(), engine.stop()]));

const note = (store: Store, id: number) =>
  store.command(`INSERT INTO migrations VALUES (${id}, 'a row', 'x', now64(3))`);

it('a test store is what the migrations make', async () => {
  const migrated = await engine.newDatabase();
  await migrate(test.admin, migrated);
  const made = await migrated.query(described, {});
  expect(made.length).toBeGreaterThan(50);
  expect(await test.store.query(described, {})).toEqual(made);
  expect(await test.store.query(applied, {})).toEqual(await migrated.query(applied, {}));
});

it('a copy has the rows, and neither of the two sees what is written to the other', async () => {
  const [{ store: from }, to] = [test, await engine.newDatabase()];
  await note(from, 9_001);
  await copyStore(from, to);
  await note(to, 9_002);
  await note(from, 9_003);
  expect(await to.query(added, {})).toEqual([{ id: 9_001 }, { id: 9_002 }]);
  expect(await from.query(added, {})).toEqual([{ id: 9_001 }, { id: 9_003 }]);
});
