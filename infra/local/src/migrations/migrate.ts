import { createHash } from 'node:crypto';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { keyword, text, timeMs, uint32 } from '@ringtrace/schemas/columns';
import { defineTable, tableDdl, viewDdl } from '@ringtrace/schemas/table';
import { views } from '@ringtrace/schemas/tables/all';
import { z } from 'zod';
import { type Migration, migrations } from './list.ts';

const applied = defineTable({
  name: 'migrations',
  comment: 'Which migrations were applied, with the checksum of their text.',
  columns: { id: uint32(), name: keyword(), checksum: text(), applied_at: timeMs() },
  engine: 'ReplacingMergeTree',
  orderBy: ['id'],
});

const appliedMigrations = defineQuery()({
  name: 'applied migrations',
  sql: 'SELECT id, name, checksum FROM migrations FINAL ORDER BY id',
  row: z.object({ id: z.number(), name: z.string(), checksum: z.string() }),
});

export class MigrationError extends Error {
  override name = 'MigrationError';
}

const checksum = (migration: Migration) =>
  createHash('sha256').update(migration.statements.join(';\n')).digest('hex');

/**
 * Brings the store's tables and views to this version: forward only, each migration once, safe to run twice.
 * `admin` is a store on any existing database. Throws MigrationError where the store was made by another version.
 */
export async function migrate(admin: Store, store: Store): Promise<{ applied: number }> {
  await admin.command(`CREATE DATABASE IF NOT EXISTS ${store.database}`);
  await store.command(tableDdl(applied));
  const known = new Map((await store.query(appliedMigrations, {})).map((row) => [row.id, row]));
  refuseOtherVersions(known);
  const pending = migrations.filter((migration) => !known.has(migration.id));
  for (const migration of pending) {
    for (const statement of migration.statements) await store.command(statement);
    await store.insertRows(applied, [
      { id: migration.id, name: migration.name, checksum: checksum(migration), applied_at: Date.now() },
    ]);
  }
  for (const view of views) await store.command(viewDdl(view));
  return { applied: pending.length };
}

function refuseOtherVersions(
  known: ReadonlyMap<number, { id: number; name: string; checksum: string }>,
): void {
  for (const row of known.values()) {
    const own = migrations.find((migration) => migration.id === row.id);
    if (own === undefined) {
      throw new MigrationError(
        `the store has migration ${row.id} (${row.name}), which this version does not know: use the newer Ringtrace that made it`,
      );
    }
    if (checksum(own) !== row.checksum) {
      throw new MigrationError(
        `migration ${row.id} (${row.name}) was applied with another text: the store was made by another version of Ringtrace; use that version, or a new RINGTRACE_HOME (or CLICKHOUSE_DATABASE)`,
      );
    }
  }
}
