import { openStore, type StoreOptions } from '@ringtrace/platform/clickhouse';
import { ownersFor, viewStatements } from './model.ts';
import type { Reader } from './names.ts';

/**
 * Makes the views that readers of the embedded engine need, after the tables are at this version. The owners of the views must
 * be users of the engine: it has those of the readers it was started with.
 */
export async function makeReaderViews(
  at: Omit<StoreOptions, 'application'>,
  readers: readonly Reader[],
): Promise<void> {
  const statements = viewStatements(ownersFor(readers, at.database));
  if (statements.length === 0) return;
  const store = openStore({ ...at, application: 'ringtrace-readers' });
  try {
    for (const statement of statements) await store.command(statement);
  } finally {
    await store.close();
  }
}
