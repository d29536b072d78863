import { shareEngine } from '@ringtrace/local/test-services/store';
import type { Store } from '@ringtrace/platform/clickhouse';
import { tableDdl, viewDdl } from '@ringtrace/schemas/table';
import { campaignTables, campaignViews } from '@ringtrace/schemas/tables/campaigns';
import { caseworkTables, caseworkViews } from '@ringtrace/schemas/tables/casework';
import { arrivals, cdrStore, cdrView } from '@ringtrace/schemas/tables/cdr';
import { batches } from '@ringtrace/schemas/tables/feed';
import { referenceTables, referenceViews } from '@ringtrace/schemas/tables/reference';
import { retentionTables } from '@ringtrace/schemas/tables/retention';
import { rollupTables, rollupViews } from '@ringtrace/schemas/tables/rollups';
import { workerTroubles } from '@ringtrace/schemas/tables/workers';

export interface TestEngine {
  /** An empty database with all tables that detection reads or writes. */
  freshStore(): Promise<Store>;
  /** The same database, as analysts may use it. */
  readOnly(store: Store): Store;
  stop(): Promise<void>;
}

/** The shared engine; each store is a database of its own. */
export async function openTestEngine(): Promise<TestEngine> {
  const engine = await shareEngine();
  return {
    async freshStore() {
      const store = await engine.newDatabase();
      for (const table of [
        cdrStore,
        arrivals,
        batches,
        ...referenceTables,
        ...retentionTables,
        ...rollupTables,
        ...campaignTables,
        ...caseworkTables,
        workerTroubles,
      ]) {
        await store.command(tableDdl(table));
      }
      for (const view of [cdrView, ...referenceViews, ...rollupViews, ...caseworkViews, ...campaignViews])
        await store.command(viewDdl(view));
      return store;
    },
    readOnly: ({ database }) => engine.open(database, engine.readOnly),
    stop: engine.stop,
  };
}
