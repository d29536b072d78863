import type { Store } from '@ringtrace/platform/clickhouse';
import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { keptLegs } from '@ringtrace/schemas/tables/retention';
import { expect, it } from 'vitest';
import { oneShard, type Shard, shardsOf } from './shards.ts';
import { synchronise } from './synchronise.ts';

/** A node that holds some tables as a replica, and notes its commands. */
function node(name: string, replicated: readonly string[], did: string[]): Store {
  return {
    ...unreachableStore(),
    async query(query, params) {
      const asked = 'tables' in params && Array.isArray(params['tables']) ? params['tables'] : [];
      return asked
        .filter((table) => replicated.includes(table))
        .map((table) => query.row.parse({ name: table }));
    },
    async command(sql) {
      did.push(`${name}: ${sql}`);
    },
  };
}

function shardWith(name: string, replicas: readonly Store[]): Shard {
  const [store] = replicas;
  if (store === undefined) throw new Error('a shard has a node');
  return {
    name,
    store,
    replicas,
    tableOf: (table) => (table.shardBy === undefined ? table.name : `${table.name}_local`),
  };
}

it('every node of a shard gets all rows of the tables that the shard holds', async () => {
  const did: string[] = [];
  const tables = ['cdr_store_local', 'kept_legs'];
  const shards = shardsOf([
    shardWith('s1', [node('a1', tables, did), node('a2', tables, did)]),
    shardWith('s2', [node('b1', ['cdr_store_local'], did)]),
  ]);
  await synchronise(shards, [cdrStore, keptLegs]);
  expect(did.sort()).toEqual([
    'a1: SYSTEM SYNC REPLICA cdr_store_local',
    'a1: SYSTEM SYNC REPLICA kept_legs',
    'a2: SYSTEM SYNC REPLICA cdr_store_local',
    'a2: SYSTEM SYNC REPLICA kept_legs',
    'b1: SYSTEM SYNC REPLICA cdr_store_local',
  ]);
});

it('one machine has nothing to wait for', async () => {
  const did: string[] = [];
  await synchronise(oneShard(node('a', [], did)), [cdrStore, keptLegs]);
  expect(did).toEqual([]);
});

it('a node that does not get there is told', async () => {
  const behind: Store = {
    ...node('a', ['kept_legs'], []),
    command: async () => {
      throw new Error('SYNC REPLICA: timeout exceeded');
    },
  };
  await expect(synchronise(shardsOf([shardWith('s1', [behind])]), [keptLegs])).rejects.toThrow(
    'timeout exceeded',
  );
});
