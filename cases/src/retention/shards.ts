import { defineQuery, openStore, type Store, type StoreOptions } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import { wasNeverSent } from '@ringtrace/platform/failover';
import type { Table } from '@ringtrace/schemas/table';
import { retentionHorizons } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';
import { type SeenNode, shardsSeen } from './nodes.ts';

/** One shard of the store, and the name by which its own rows of a table are reached there. */
export interface Shard {
  readonly name: string;
  /** The node of the shard that is worked on. */
  readonly store: Store;
  /** Every node of the shard that was reached, that one included. */
  readonly replicas: readonly Store[];
  readonly tableOf: (table: Table) => string;
}

/** All shards, the first one first: it has every table that is not spread. */
export interface Shards {
  readonly all: readonly Shard[];
  /** The shards that hold rows of a table. */
  of(table: Table): readonly Shard[];
  /** URLs of nodes that could not be reached. Every shard was reached through another node. */
  readonly away: readonly string[];
  close(): Promise<void>;
}

const localTables = defineQuery()({
  name: 'tables of one shard',
  sql: "SELECT count() AS tables FROM system.tables WHERE database = currentDatabase() AND name = 'cdr_store_local'",
  row: z.object({ tables: z.number() }),
});

/** `own`: 1 where the node holds a table that is not spread. Elsewhere such a table only leads to the first shard. */
const standing = defineQuery<{ cluster: string }>()({
  name: 'place of a node in its cluster',
  row: z.object({ shard: z.string(), own: z.number(), shards: z.number() }),
  sql: `SELECT
      (SELECT any(substitution) FROM system.macros WHERE macro = 'shard') AS shard,
      (SELECT count() FROM system.tables
        WHERE database = currentDatabase() AND name = '${retentionHorizons.name}' AND engine != 'Distributed') AS own,
      (SELECT uniqExact(shard_num) FROM system.clusters WHERE cluster = {cluster: String}) AS shards`,
});

/** Shards whose stores are given, in order. */
export function shardsOf(
  all: readonly Shard[],
  away: readonly string[] = [],
  close: () => Promise<void> = async () => {},
): Shards {
  return { all, away, of: (table) => (table.shardBy === undefined ? all.slice(0, 1) : all), close };
}

export const oneShard = (store: Store): Shards =>
  shardsOf([{ name: '', store, replicas: [store], tableOf: ({ name }) => name }]);

/** How a node stands in its cluster; undefined where it can't be reached. Throws where it has no place in one. */
async function lookAt(
  { url, store }: { readonly url: string; readonly store: Store },
  cluster: string,
): Promise<SeenNode<Store> | undefined> {
  try {
    const [found] = await store.query(standing, { cluster });
    if (found === undefined || found.shard === '')
      throw new Error(`${url} has no macro 'shard': see docs/scaling.md`);
    if (found.shards === 0) throw new Error(`${url} knows no cluster '${cluster}': see docs/scaling.md`);
    return { url, store, shard: found.shard, isFirst: found.own > 0, shards: found.shards };
  } catch (error) {
    if (wasNeverSent(error)) return undefined;
    throw error;
  }
}

/**
 * Connects to the nodes of a cluster (`CLICKHOUSE_NODES`), or to the one store. What is dropped on one replica of a shard goes on the others
 * by itself. A node that can't be reached is left out where another one of its shard answers. Throws where the store is a cluster and no
 * nodes are named, or a shard is not reached.
 */
export async function openShards(
  {
    CLICKHOUSE_NODES: nodes,
    CLICKHOUSE_CLUSTER: cluster,
  }: Pick<Config, 'CLICKHOUSE_NODES' | 'CLICKHOUSE_CLUSTER'>,
  store: Store,
  login: Pick<StoreOptions, 'user' | 'password' | 'ca'>,
): Promise<Shards> {
  if (nodes === undefined || cluster === undefined) {
    const [found] = await store.query(localTables, {});
    if ((found?.tables ?? 0) > 0)
      throw new Error(
        'the store is a cluster: set CLICKHOUSE_CLUSTER and CLICKHOUSE_NODES as for ringtrace migrate, so that each shard is asked',
      );
    return oneShard(store);
  }
  const named = nodes.split(',').map((url) => ({
    url,
    store: openStore({ url, ...login, database: store.database, application: 'ringtrace-retention' }),
  }));
  const close = async () => {
    await Promise.all(named.map((one) => one.store.close()));
  };
  try {
    const seen = await Promise.all(named.map((one) => lookAt(one, cluster)));
    const away = named.flatMap(({ url }, i) => (seen[i] === undefined ? [url] : []));
    const shards = shardsSeen(
      seen.flatMap((node) => node ?? []),
      away,
    );
    const all = shards.flatMap(({ name, nodes: [node, ...others] }): Shard[] =>
      node === undefined
        ? []
        : [
            {
              name,
              store: node.store,
              replicas: [node, ...others].map((one) => one.store),
              tableOf: (table) => (table.shardBy === undefined ? table.name : `${table.name}_local`),
            },
          ],
    );
    return shardsOf(all, away, close);
  } catch (error) {
    await close();
    throw error;
  }
}
