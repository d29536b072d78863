import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { projectRoot } from '@ringtrace/platform/config';
import { tableDdl } from '@ringtrace/schemas/table';
import { tables, views } from '@ringtrace/schemas/tables/all';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestStore, type TestStore } from '../test-services/store.ts';
import { documentTables } from './document.ts';
import { type Migration, migrations } from './files.ts';
import { withMigrationLock } from './lock.ts';
import { MigrationError, migrate } from './migrate.ts';

/** A statement with its settings in the order of their names: one that a migration changed comes last. */
const settingsInOrder = (statement: string) =>
  statement.replace(/(?<= SETTINGS )\w+ = [^, ]+(?:, \w+ = [^, ]+)*/, (settings) =>
    settings.split(', ').sort().join(', '),
  );

/** The CREATE statement of each table as the engine stores it, without the name of its database. */
const statements = defineQuery<{ database: string }>()({
  name: 'statements of all tables',
  row: z.object({ name: z.string(), statement: z.string().transform(settingsInOrder) }),
  sql: `SELECT name, replaceOne(create_table_query, database || '.', '') AS statement FROM system.tables
    WHERE database = {database: String} AND engine LIKE '%MergeTree' ORDER BY name`,
});

const appliedTo = defineQuery()({
  name: 'the last migration that was applied',
  row: z.object({ last: z.number() }),
  sql: 'SELECT max(id) AS last FROM migrations',
});

/** A migration whose last statement asks for what is not there. */
const broken = (migration: Migration): Migration => ({
  ...migration,
  statements: migration.statements.with(-1, 'SELECT no_such_column FROM migrations'),
});

describe('migrations on the real engine', () => {
  let scratch: TestStore;
  beforeAll(async () => {
    scratch = await openTestStore();
  });
  afterAll(() => scratch.close());

  it('make exactly the tables of the definitions: columns, engine, order, settings and comments', async () => {
    const { store, engine } = scratch;
    const defined = await engine.newDatabase();
    for (const table of tables) await defined.command(tableDdl(table));
    const fromDefinitions = await defined.query(statements, { database: defined.database });
    const fromMigrations = await store.query(statements, { database: store.database });
    expect(
      fromMigrations.filter(({ name }) => name !== 'migrations'),
      'a changed definition needs a new file in infra/local/migrations',
    ).toEqual(fromDefinitions);
  });

  it('can each be run again from the start, as after a kill before the ledger was written', async () => {
    for (const migration of migrations)
      for (const statement of migration.statements) await scratch.store.command(statement);
  });

  it('are finished by the next start where each of them in turn stopped half-way', async () => {
    const { admin, engine } = scratch;
    const store = await engine.newDatabase();
    for (const { id, name, statements } of migrations) {
      const stopping = migrations.map((one) => (one.id === id ? broken(one) : one)).slice(0, id);
      // It first finishes the one before, which has stopped half-way.
      await expect(migrate(admin, store, stopping)).rejects.toThrow(
        `migration ${id} (${name}), statement ${statements.length} of`,
      );
      expect((await store.query(appliedTo, {}))[0]).toEqual({ last: id - 1 });
    }
    await expect(migrate(admin, store)).resolves.toEqual({ applied: 1 });
    expect(await store.query(statements, { database: store.database })).toEqual(
      await scratch.store.query(statements, { database: scratch.store.database }),
    );
  });

  it('are run by one process at a time', async () => {
    const { store } = scratch;
    let holders = 0;
    const work = async () => {
      holders += 1;
      expect(holders).toBe(1);
      await store.command('SELECT 1 FORMAT Null');
      holders -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withMigrationLock(store, work)));
  });

  it('say who waits for whom where another process goes on migrating', async () => {
    const { store } = scratch;
    await withMigrationLock(store, async () => {
      await expect(withMigrationLock(store, async () => {}, { waitMs: 0 })).rejects.toThrow(
        'another process is migrating',
      );
    });
    await withMigrationLock(store, async () => {});
  });

  it('release the lock after a fault', async () => {
    const { store } = scratch;
    const fault = withMigrationLock(store, () => Promise.reject(new Error('no such column')));
    await expect(fault).rejects.toThrow('no such column');
    await withMigrationLock(store, async () => {}, { waitMs: 0 });
  });

  it('make every view, and every view can be read', async () => {
    for (const view of views)
      await scratch.store.command(`SELECT * FROM ${view.call ?? view.name} FORMAT Null`);
  });

  it('change nothing when run again', async () => {
    expect(await migrate(scratch.admin, scratch.store)).toEqual({ applied: 0 });
  });

  it('are refused, with the way out, on a store of another version', async () => {
    await scratch.store.command("INSERT INTO migrations VALUES (1, 'initial tables', 'another', now64(3))");
    await expect(migrate(scratch.admin, scratch.store)).rejects.toThrow(MigrationError);
    await scratch.store.command(
      "ALTER TABLE migrations DELETE WHERE checksum = 'another' SETTINGS mutations_sync = 1",
    );
    await scratch.store.command("INSERT INTO migrations VALUES (9999, 'from the future', 'x', now64(3))");
    await expect(migrate(scratch.admin, scratch.store)).rejects.toThrow('newer Ringtrace');
    await scratch.store.command('ALTER TABLE migrations DELETE WHERE id = 9999 SETTINGS mutations_sync = 1');
  });

  it('are what docs/tables.md says', async () => {
    const page = readFileSync(join(projectRoot, 'docs', 'tables.md'), 'utf8');
    expect(page, 'run: npm run docs').toBe(await documentTables(scratch.store));
  });
});
