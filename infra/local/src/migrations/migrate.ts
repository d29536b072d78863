import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { keyword, text, timeMs, uint32 } from '@ringtrace/schemas/columns';
import { defineTable, tableDdl, viewDdl } from '@ringtrace/schemas/table';
import { views } from '@ringtrace/schemas/tables/all';
import { z } from 'zod';
import { type Migration, migrations } from './files.ts';
import { withMigrationLock } from './lock.ts';

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

/** The store was made by another version of Ringtrace. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Brings the store's tables and views to this version: forward only, each migration once, one process at a time.
 * A process that was killed half-way leaves a migration that the next start runs again from its first statement.
 * `admin` is a store on any existing database. Throws MigrationError where the store was made by another version.
 */
export async function migrate(admin: Store, store: Store): Promise<{ applied: number }> {
  await admin.command(`CREATE DATABASE IF NOT EXISTS ${store.database}`);
  return withMigrationLock(store, async () => {
    await store.command(tableDdl(applied));
    const known = new Map((await store.query(appliedMigrations, {})).map((row) => [row.id, row]));
    refuseOtherVersions(known);
    const pending = migrations.filter((migration) => !known.has(migration.id));
    for (const migration of pending) await apply(store, migration);
    for (const view of views) await store.command(viewDdl(view));
    return { applied: pending.length };
  });
}

async function apply(store: Store, { id, name, checksum, statements }: Migration): Promise<void> {
  for (const statement of statements) await store.command(statement);
  await store.insertRows(applied, [{ id, name, checksum, applied_at: Date.now() }]);
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
    if (own.checksum !== row.checksum) {
      throw new MigrationError(
        `migration ${row.id} (${row.name}) was applied with another text: the store was made by another version of Ringtrace; use that version, or a new RINGTRACE_HOME (or CLICKHOUSE_DATABASE)`,
      );
    }
  }
}
