import { randomUUID } from 'node:crypto';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { type Engine, sharedEngine, sharedTemplate } from './ask.ts';
import { copyStore } from './copy-store.ts';

/** A name that no other database of the shared engine has. */
const newDatabase = () => `test_${randomUUID().replaceAll('-', '')}`;

/** The shared engine as one test file uses it: what the file opened, its end closes and drops. */
export interface FileEngine extends Engine {
  /** Makes an empty database. */
  newDatabase(): Promise<Store>;
  /** Another connection to one of these databases. */
  open(database: string, user?: Engine['readWrite']): Store;
  /** Closes the connections and drops the databases. */
  stop(): Promise<void>;
}

export async function shareEngine(): Promise<FileEngine> {
  const engine = await sharedEngine();
  const stores: Store[] = [];
  const databases: string[] = [];
  const open = (database: string, user = engine.readWrite) => {
    const store = openStore({ url: engine.url, ...user, database, application: 'ringtrace-test' });
    stores.push(store);
    return store;
  };
  return {
    ...engine,
    open,
    async newDatabase() {
      const database = newDatabase();
      databases.push(database);
      await open('default').command(`CREATE DATABASE ${database}`);
      return open(database);
    },
    async stop() {
      const admin = open('default');
      for (const database of databases) await admin.command(`DROP DATABASE IF EXISTS ${database}`);
      await Promise.all(stores.map((store) => store.close()));
    },
  };
}

/** A migrated store of one test file's own in the shared engine. */
export interface TestStore {
  /** Another database of the same engine: `default`. */
  readonly admin: Store;
  readonly store: Store;
  readonly engine: FileEngine;
  /** Drops the store. */
  close(): Promise<void>;
}

export async function openTestStore(): Promise<TestStore> {
  const [engine, template] = await Promise.all([shareEngine(), sharedTemplate()]);
  const store = await engine.newDatabase();
  const admin = engine.open('default');
  await copyStore(engine.open(template.database), store);
  return { admin, store, engine, close: engine.stop };
}
