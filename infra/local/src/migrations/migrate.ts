import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { keyword, text, timeMs, uint32 } from '@ringtrace/schemas/columns';
import { defineTable, tableDdl, viewDdl } from '@ringtrace/schemas/table';
import { views } from '@ringtrace/schemas/tables/all';
import { z } from 'zod';
import { type Migration, migrations as ourMigrations } from './files.ts';
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
 * `admin` is a store on any existing database.
 * @throws MigrationError where the store was made by another version, or a statement fails
 */
export async function migrate(
  admin: Store,
  store: Store,
  migrations: readonly Migration[] = ourMigrations,
): Promise<{ applied: number }> {
  await admin.command(`CREATE DATABASE IF NOT EXISTS ${store.database}`);
  return withMigrationLock(store, async () => {
    await store.command(tableDdl(applied));
    const known = new Map((await store.query(appliedMigrations, {})).map((row) => [row.id, row]));
    for (const row of known.values()) refuseOther(row, migrations[row.id - 1]);
    const pending = migrations.filter((migration) => !known.has(migration.id));
    for (const migration of pending) await apply(store, migration);
    for (const view of views) await store.command(viewDdl(view));
    return { applied: pending.length };
  });
}

async function apply(store: Store, { id, name, checksum, statements }: Migration): Promise<void> {
  for (const [index, statement] of statements.entries()) {
    await store.command(statement).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new MigrationError(
        `migration ${id} (${name}), statement ${index + 1} of ${statements.length}: ${reason}. Nothing is lost: remove the reason and start again, which repeats this migration; to go back, see 'Upgrades' in docs/operations.md`,
        { cause },
      );
    });
  }
  await store.insertRows(applied, [{ id, name, checksum, applied_at: Date.now() }]);
}

type Applied = Pick<Migration, 'id' | 'name' | 'checksum'>;

export function refuseOther({ id, name, checksum }: Applied, own: Migration | undefined): void {
  if (own === undefined) {
    throw new MigrationError(
      `the store has migration ${id} (${name}), which this version does not know: use the newer Ringtrace that made it, or go back as 'Upgrades' in docs/operations.md says`,
    );
  }
  if (own.checksum !== checksum) {
    throw new MigrationError(
      `migration ${id} (${name}) was applied with another text: the store was made by another version of Ringtrace; use that version, or a new RINGTRACE_HOME (or CLICKHOUSE_DATABASE)`,
    );
  }
}
