import { openShards } from '@ringtrace/cases/retention/shards';
import { synchronise } from '@ringtrace/cases/retention/synchronise';
import { migrateCluster } from '@ringtrace/local/migrations/cluster/migrate-cluster';
import { type EngineCluster, startEngineCluster } from '@ringtrace/local/test-services/cluster/engines';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { loadConfig } from '@ringtrace/platform/config';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import { keptLegs } from '@ringtrace/schemas/tables/retention';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('retention over two shards with two replicas', () => {
  let cluster: EngineCluster;
  let store: Store;
  beforeAll(async () => {
    cluster = await startEngineCluster({ shards: 2, replicas: 2, replicated: true, keepers: 1 });
    await migrateCluster({ ...cluster.user, database: 'rt', cluster: cluster.name, nodes: cluster.urls });
    const url = cluster.urls[1] ?? '';
    store = openStore({ ...cluster.user, url, database: 'rt', application: 'test' });
  });
  afterAll(async () => {
    await store.close();
    await cluster.remove();
  });

  const open = () =>
    openShards(
      loadConfig({ CLICKHOUSE_CLUSTER: cluster.name, CLICKHOUSE_NODES: cluster.urls.toReversed().join(',') }),
      store,
      cluster.user,
    );

  it('reaches every replica, and does nothing where one of them cannot copy what it has not', async () => {
    const shards = await open();
    expect(shards.all.map(({ name, replicas }) => [name, replicas.length])).toEqual([
      ['s1', 2],
      ['s2', 2],
    ]);
    expect(shards.away).toEqual([]);
    // The embedded engine opens no port from which replicas copy, so its replicated tables are read-only. A server waits here instead.
    await expect(synchronise(shards, [cdrStore, keptLegs])).rejects.toThrow('readonly mode');
    await shards.close();
  });

  it('goes on without a replica that is down, and not without a shard', async () => {
    await cluster.kill(0, 0);
    await cluster.kill(1, 1);
    const shards = await open();
    expect(shards.all.map(({ name, replicas }) => [name, replicas.length])).toEqual([
      ['s1', 1],
      ['s2', 1],
    ]);
    expect(shards.away.toSorted()).toEqual([cluster.urls[0], cluster.urls[3]].toSorted());
    await shards.close();
    await cluster.kill(1, 0);
    await expect(open()).rejects.toThrow(
      "1 of the cluster's 2 shards are reached; these nodes can't be reached:",
    );
  });
});
