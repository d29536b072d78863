import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { launchClickHouse, type RunningClickHouse } from '../clickhouse/launch.ts';
import type { ClickHouseOptions } from '../clickhouse/options.ts';
import { migrate } from './migrate.ts';

export interface ScratchStore {
  readonly admin: Store;
  readonly store: Store;
  /** The engine's process, and the user as which `store` is logged in. */
  readonly engine: Pick<RunningClickHouse, 'pid' | 'url' | 'readWrite'>;
  /** Ends the engine and removes its data. */
  close(): Promise<void>;
}

/** A real engine with an empty, migrated store in a temporary folder; `queryLog` as with the engine's options. */
export async function openScratchStore({
  queryLog,
}: Pick<ClickHouseOptions, 'queryLog'> = {}): Promise<ScratchStore> {
  const home = mkdtempSync(join(tmpdir(), 'ringtrace-store-'));
  const engine = await launchClickHouse({
    dataDir: join(home, 'clickhouse'),
    credentialsFile: join(home, 'credentials.json'),
    host: '127.0.0.1',
    port: 0,
    ...(queryLog === undefined ? {} : { queryLog }),
  });
  const connection = { url: engine.url, ...engine.readWrite, application: 'ringtrace-scratch' };
  const admin = openStore({ ...connection, database: 'default' });
  const store = openStore({ ...connection, database: 'ringtrace' });
  await migrate(admin, store);
  return {
    admin,
    store,
    engine,
    async close() {
      await Promise.all([admin.close(), store.close()]);
      await engine.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
