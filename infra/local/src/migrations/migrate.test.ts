import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { projectRoot } from '@ringtrace/platform/config';
import { tables, views } from '@ringtrace/schemas/tables/all';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentTables } from './document.ts';
import { MigrationError, migrate } from './migrate.ts';
import { openScratchStore, type ScratchStore } from './scratch-store.ts';

const columns = defineQuery<{ table: string }>()({
  name: 'columns',
  row: z.object({ name: z.string(), type: z.string() }),
  sql: 'SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table: String} ORDER BY position',
});

describe('migrations on the real engine', () => {
  let scratch: ScratchStore;
  beforeAll(async () => {
    scratch = await openScratchStore();
  });
  afterAll(() => scratch.close());

  it('make exactly the tables of the definitions', async () => {
    for (const table of tables) {
      const expected = Object.entries(table.columns).map(([name, { type }]) => ({ name, type }));
      expect(await scratch.store.query(columns, { table: table.name }), table.name).toEqual(expected);
    }
  });

  it('make every view, and every view can be read', async () => {
    for (const view of views) await scratch.store.command(`SELECT * FROM ${view.name} FORMAT Null`);
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
