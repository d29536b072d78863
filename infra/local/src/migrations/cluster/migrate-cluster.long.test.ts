import { defineQuery, openStore, type Store } from '@ringtrace/platform/clickhouse';
import { tableDdl } from '@ringtrace/schemas/table';
import { tables, views } from '@ringtrace/schemas/tables/all';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type EngineCluster, startEngineCluster } from '../../test-services/cluster/engines.ts';
import { migrations } from '../files.ts';
import { openLedger } from './ledger.ts';
import { type ClusterAt, migrateCluster } from './migrate-cluster.ts';

const engines = defineQuery()({
  name: 'engines of all tables',
  sql: 'SELECT name, engine FROM system.tables WHERE database = currentDatabase() ORDER BY name',
  row: z.object({ name: z.string(), engine: z.string() }),
});

describe('two shards with two replicas each, and three ZooKeeper servers', () => {
  let cluster: EngineCluster;
  const stores: Store[] = [];
  let at: ClusterAt;
  beforeAll(async () => {
    cluster = await startEngineCluster({ shards: 2, replicas: 2, replicated: true, keepers: 3 });
    at = { ...cluster.user, database: 'rt', cluster: cluster.name, nodes: cluster.urls };
    for (const url of cluster.urls)
      stores.push(openStore({ ...cluster.user, url, database: 'rt', application: 'test' }));
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await cluster.remove();
  });

  it('get every table in the replicated form; a failure half-way is repaired by the next run', async () => {
    const definitions = tables.map(tableDdl);
    const broken = {
      definitions: [...definitions, 'CREATE TABLE IF NOT EXISTS x (a NoSuchType)'],
      migrations,
    };
    await expect(migrateCluster(at, broken)).rejects.toThrow(
      /^the tables of a new cluster, statement (\d+) of \1 on http.*NoSuchType.*run 'ringtrace migrate' again/s,
    );
    expect(await migrateCluster(at)).toEqual({
      applied: migrations.length,
      warnings: [expect.stringContaining('insert_quorum')],
    });
    expect(await migrateCluster(at)).toMatchObject({ applied: 0 });
  });

  it('have the rows of CDRs on each shard, and everything else on the first', async () => {
    const found = await Promise.all(stores.map((store) => store.query(engines, {})));
    const byNode = found.map((rows) => new Map(rows.map(({ name, engine }) => [name, engine])));
    expect(byNode).toHaveLength(4);
    for (const [i, node] of byNode.entries()) {
      expect(node.get('cdr_store_local')).toBe('ReplicatedReplacingMergeTree');
      expect(node.get('cdr_store')).toBe('Distributed');
      for (const { name } of tables.filter(({ shardBy }) => shardBy === undefined))
        expect([name, node.get(name)]).toEqual([
          name,
          i < 2 ? expect.stringMatching(/^Replicated/) : 'Distributed',
        ]);
      for (const { name } of views) expect([name, node.get(name)]).toEqual([name, 'View']);
    }
  });

  it('are migrated by one process at a time, and a holder that died is overtaken', async () => {
    const times = { silenceMs: 1_500, waitMs: 60_000 };
    const [first, second] = [await openLedger(stores, times), await openLedger(stores.slice(1), times)];
    const order: string[] = [];
    const release = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const one = first.alone(async () => {
      begun.resolve();
      await release.promise;
      order.push('first');
    });
    await begun.promise;
    const two = second.alone(async () => {
      order.push('second');
    });
    release.resolve();
    await Promise.all([one, two]);
    expect(order).toEqual(['first', 'second']);
    // Somebody took the lock and died.
    await stores[0]?.command("INSERT INTO cluster_locks VALUES ('migrate', 'nobody', 7)");
    await first.alone(async () => {
      order.push('third');
    });
    expect(order).toEqual(['first', 'second', 'third']);
  });
});
