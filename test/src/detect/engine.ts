import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchClickHouse } from '@ringtrace/local/clickhouse/launch';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { tableDdl, viewDdl } from '@ringtrace/schemas/table';
import { campaignTables, campaignViews } from '@ringtrace/schemas/tables/campaigns';
import { arrivals, cdrStore, cdrView } from '@ringtrace/schemas/tables/cdr';
import { batches } from '@ringtrace/schemas/tables/feed';
import { referenceTables, referenceViews } from '@ringtrace/schemas/tables/reference';
import { rollupTables, rollupViews } from '@ringtrace/schemas/tables/rollups';
import { workerTroubles } from '@ringtrace/schemas/tables/workers';

export interface TestEngine {
  /** An empty database with all tables that detection reads or writes. */
  freshStore(): Promise<Store>;
  /** The same database, as analysts may use it. */
  readOnly(store: Store): Store;
  stop(): Promise<void>;
}

/** A real engine in a temporary directory; each store is a database of its own. */
export async function startTestEngine(): Promise<TestEngine> {
  const home = await mkdtemp(join(tmpdir(), 'ringtrace-detect-'));
  const engine = await launchClickHouse({
    dataDir: join(home, 'data'),
    credentialsFile: join(home, 'credentials.json'),
    host: '127.0.0.1',
    port: 0,
  });
  const stores: Store[] = [];
  const open = (database: string, user = engine.readWrite) => {
    const store = openStore({
      url: engine.url,
      ...user,
      database,
      application: 'detect-test',
    });
    stores.push(store);
    return store;
  };
  return {
    async freshStore() {
      const database = `test_${stores.length}`;
      await open('default').command(`CREATE DATABASE ${database}`);
      const store = open(database);
      for (const table of [
        cdrStore,
        arrivals,
        batches,
        ...referenceTables,
        ...rollupTables,
        ...campaignTables,
        workerTroubles,
      ]) {
        await store.command(tableDdl(table));
      }
      for (const view of [cdrView, ...referenceViews, ...rollupViews, ...campaignViews])
        await store.command(viewDdl(view));
      return store;
    },
    readOnly: ({ database }) => open(database, engine.readOnly),
    async stop() {
      for (const store of stores) await store.close();
      await engine.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
