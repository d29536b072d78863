import { defineQuery, openStore, type Store, type StoreOptions } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import type { ClusterNames } from './form.ts';

/** One server of a cluster. */
export interface Node {
  readonly url: string;
  readonly shard: string;
  /** The server has a macro `replica`: its tables are replicated. */
  readonly replicated: boolean;
  readonly store: Store;
}

/** A cluster whose servers can be asked one by one. */
export interface Cluster {
  readonly names: ClusterNames;
  readonly nodes: readonly Node[];
  /** The shard that holds all tables but the sharded ones. */
  readonly firstShard: string;
  close(): Promise<void>;
}

const macros = defineQuery()({
  name: 'macros of a node',
  sql: 'SELECT macro, substitution FROM system.macros',
  row: z.object({ macro: z.string(), substitution: z.string() }),
});

const clustersKnown = defineQuery<{ all: string; first: string }>()({
  name: 'clusters that a node knows',
  sql: 'SELECT DISTINCT cluster FROM system.clusters WHERE cluster IN ({all: String}, {first: String})',
  row: z.object({ cluster: z.string() }),
});

/**
 * Looks at each node. The first URL belongs to the first shard. Throws where a node has no macro `shard`, does not know the
 * clusters, or some nodes are replicated and others are not.
 */
export async function openCluster(
  urls: readonly string[],
  names: ClusterNames,
  at: Omit<StoreOptions, 'url' | 'application'>,
): Promise<Cluster> {
  const stores = urls.map((url) => ({
    url,
    store: openStore({ ...at, url, application: 'ringtrace-migrate' }),
  }));
  const close = async () => {
    await Promise.all(stores.map(({ store }) => store.close()));
  };
  try {
    const nodes = await Promise.all(stores.map(({ url, store }) => lookAt(url, store, names)));
    const [first] = nodes;
    if (first === undefined) throw new Error('CLICKHOUSE_NODES names no node');
    if (nodes.some(({ replicated }) => replicated !== first.replicated))
      throw new Error("some nodes have a macro 'replica' and some have none: give all of them one, or none");
    return { names, nodes, firstShard: first.shard, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function lookAt(url: string, store: Store, names: ClusterNames): Promise<Node> {
  const found = new Map((await store.query(macros, {})).map((row) => [row.macro, row.substitution]));
  const shard = found.get('shard');
  if (shard === undefined)
    throw new Error(`${url} has no macro 'shard': add one to its configuration (macros)`);
  const known = (await store.query(clustersKnown, { ...names })).map(({ cluster }) => cluster);
  for (const name of [names.all, names.first])
    if (!known.includes(name))
      throw new Error(`${url} knows no cluster '${name}': add it to remote_servers, see docs/scaling.md`);
  return { url, shard, replicated: found.has('replica'), store };
}
