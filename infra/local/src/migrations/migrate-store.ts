import { openStore, type StoreOptions } from '@ringtrace/platform/clickhouse';
import { migrate } from './migrate.ts';

/** Makes the database where there is none, and brings its tables to this version. Returns how many migrations ran. */
export async function migrateStore(at: Omit<StoreOptions, 'application'>): Promise<{ applied: number }> {
  const connection = { ...at, application: 'ringtrace-migrate' };
  const admin = openStore({ ...connection, database: 'default' });
  const store = openStore(connection);
  try {
    return await migrate(admin, store);
  } finally {
    await Promise.all([admin.close(), store.close()]);
  }
}
