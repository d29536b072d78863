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
  /** Another such database with the rows of one: what was judged once need not be judged for each test that goes on from there. */
  copyOf(store: Store): Promise<Store>;
  /** The same database, as analysts may use it. */
  readOnly(store: Store): Store;
  stop(): Promise<void>;
}

const tables = [
  cdrStore,
  arrivals,
  batches,
  ...referenceTables,
  ...retentionTables,
  ...rollupTables,
  ...campaignTables,
  ...caseworkTables,
  workerTroubles,
];
const views = [cdrView, ...referenceViews, ...rollupViews, ...caseworkViews, ...campaignViews];

/** The shared engine; each store is a database of its own. */
export async function openTestEngine(): Promise<TestEngine> {
  const engine = await shareEngine();
  const newStore = async (ddlOf: (table: (typeof tables)[number]) => string) => {
    const store = await engine.newDatabase();
    for (const table of tables) await store.command(ddlOf(table));
    for (const view of views) await store.command(viewDdl(view));
    return store;
  };
  return {
    freshStore: () => newStore(tableDdl),
    copyOf: ({ database }) => newStore(({ name }) => `CREATE TABLE ${name} CLONE AS ${database}.${name}`),
    readOnly: ({ database }) => engine.open(database, engine.readOnly),
    stop: engine.stop,
  };
}
