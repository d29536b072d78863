import { defineQuery, openStore, type Store, type StoreOptions } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import type { Table } from '@ringtrace/schemas/table';
import { z } from 'zod';

/** One shard of the store, and the name by which its own rows of a table are reached there. */
export interface Shard {
  readonly name: string;
  readonly store: Store;
  readonly tableOf: (table: Table) => string;
}

/** All shards, the first one first: it has every table that is not spread. */
export interface Shards {
  readonly all: readonly Shard[];
  /** The shards that hold rows of a table. */
  of(table: Table): readonly Shard[];
  close(): Promise<void>;
}

const localTables = defineQuery()({
  name: 'tables of one shard',
  sql: "SELECT count() AS tables FROM system.tables WHERE database = currentDatabase() AND name = 'cdr_store_local'",
  row: z.object({ tables: z.number() }),
});

const shardOfNode = defineQuery()({
  name: 'shard of a node',
  sql: "SELECT substitution AS shard FROM system.macros WHERE macro = 'shard'",
  row: z.object({ shard: z.string() }),
});

/** Shards whose stores are given, in order. */
export function shardsOf(all: readonly Shard[], close: () => Promise<void> = async () => {}): Shards {
  return { all, of: (table) => (table.shardBy === undefined ? all.slice(0, 1) : all), close };
}

export const oneShard = (store: Store): Shards =>
  shardsOf([{ name: '', store, tableOf: ({ name }) => name }]);

/**
 * Connects to one node of each shard of a cluster (`CLICKHOUSE_NODES`), or to the one store. What is dropped on one replica of a shard
 * goes on the others by itself. Throws where the store is a cluster and no nodes are named, or a shard is not reached.
 */
export async function openShards(
  { CLICKHOUSE_NODES: nodes }: Pick<Config, 'CLICKHOUSE_NODES'>,
  store: Store,
  login: Pick<StoreOptions, 'user' | 'password' | 'ca'>,
): Promise<Shards> {
  if (nodes === undefined) {
    const [found] = await store.query(localTables, {});
    if ((found?.tables ?? 0) > 0)
      throw new Error(
        'the store is a cluster: set CLICKHOUSE_CLUSTER and CLICKHOUSE_NODES as for ringtrace migrate, so that each shard is asked',
      );
    return oneShard(store);
  }
  const stores = nodes
    .split(',')
    .map((url) => openStore({ url, ...login, database: store.database, application: 'ringtrace-retention' }));
  const close = async () => {
    await Promise.all(stores.map((one) => one.close()));
  };
  try {
    const shards = new Map<string, Shard>();
    for (const one of stores) {
      const [macro] = await one.query(shardOfNode, {});
      if (macro === undefined) throw new Error("a node has no macro 'shard': see docs/scaling.md");
      if (shards.has(macro.shard)) continue;
      shards.set(macro.shard, {
        name: macro.shard,
        store: one,
        tableOf: ({ name, shardBy }) => (shardBy === undefined ? name : `${name}_local`),
      });
    }
    return shardsOf([...shards.values()], close);
  } catch (error) {
    await close();
    throw error;
  }
}
