import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import { migrate } from '@ringtrace/local/migrations/migrate';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import type { OwnStack } from '../../ingest/stack.ts';
import { providersFile } from '../traffic/network.ts';

/** Runs `use` on a new database with all tables, empty except for the providers. Drops the database afterwards. */
export async function withDatabase<R>(
  stack: OwnStack,
  database: string,
  use: (store: Store) => Promise<R>,
): Promise<R> {
  const { url, readWrite } = stack.engine();
  const store = openStore({ url, ...readWrite, database, application: 'bench', timeoutMs: 3_600_000 });
  try {
    await migrate(stack.store, store);
    const file = join(stack.dir, 'providers.csv');
    writeFileSync(file, providersFile());
    await loadReferenceFile(store, 'providers', file);
    return await use(store);
  } finally {
    await stack.store.command(`DROP DATABASE IF EXISTS ${database} SYNC`);
    await store.close();
  }
}
