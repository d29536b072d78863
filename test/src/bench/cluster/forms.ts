import { migrateCluster } from '@ringtrace/local/migrations/cluster/migrate-cluster';
import { openScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { startEngineCluster } from '@ringtrace/local/test-services/cluster/engines';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';

/** A form of the store: that of one machine, or of a cluster with some shards of one replica. */
export interface Form {
  readonly name: string;
  /** undefined = one engine with the tables of one machine. */
  readonly shards?: number;
}

export const forms: readonly Form[] = [
  { name: 'one machine' },
  { name: 'one shard', shards: 1 },
  { name: 'two shards', shards: 2 },
];

/** An empty, migrated store of some form. */
export interface OpenForm {
  /** As the workers reach it: at the first shard. */
  readonly store: Store;
  /** Each engine, by shard. */
  readonly engines: readonly { readonly pid: number; readonly store: Store }[];
  /** Ends the engines and removes their data. */
  close(): Promise<void>;
}

export async function openForm({ shards }: Form): Promise<OpenForm> {
  return shards === undefined ? oneMachine() : cluster(shards);
}

async function oneMachine(): Promise<OpenForm> {
  const { store, engine, close } = await openScratchStore();
  return { store, engines: [{ pid: engine.pid, store }], close };
}

const database = 'ringtrace';

async function cluster(shards: number): Promise<OpenForm> {
  const running = await startEngineCluster({ shards, replicas: 1, replicated: false, keepers: 1 });
  const stores: Store[] = [];
  const close = async () => {
    await Promise.all(stores.map((one) => one.close()));
    await running.remove();
  };
  try {
    const { name, urls, user } = running;
    await migrateCluster({ ...user, database, cluster: name, nodes: urls });
    const engines = running.engines.flat().map(({ pid, url }) => {
      const store = openStore({ ...user, url, database, application: 'ringtrace-bench' });
      stores.push(store);
      return { pid, store };
    });
    const [first] = engines;
    if (first === undefined) throw new Error('a cluster has at least one shard');
    return { store: first.store, engines, close };
  } catch (error) {
    await close();
    throw error;
  }
}
