import { openShards, shardsOf } from '@ringtrace/cases/retention/shards';
import { migrateCluster } from '@ringtrace/local/migrations/cluster/migrate-cluster';
import { type EngineCluster, startEngineCluster } from '@ringtrace/local/test-services/cluster/engines';
import { defineQuery, openStore, type Store } from '@ringtrace/platform/clickhouse';
import { loadConfig } from '@ringtrace/platform/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from '../detect/engine.ts';
import { store } from '../detect/feed.ts';
import { settle } from '../detect/settle.ts';
import { conclusions } from '../detect/snapshot.ts';
import { campaigns, everyday, honestBursts, toLegs, world } from '../detect/traffic.ts';
import { caseOfFirst } from '../retention/case.ts';
import { deskOver, drops, identities, readings } from '../retention/dropped.ts';

const rowsHere = defineQuery()({
  name: 'CDRs of one shard',
  sql: 'SELECT count() AS legs FROM cdr_store_local FINAL',
  row: z.object({ legs: z.number() }),
});
const allRows = defineQuery()({
  name: 'CDRs of all shards',
  sql: 'SELECT count() AS legs FROM cdr',
  row: z.object({ legs: z.number() }),
});
/** As an analyst would write it: a list of the first shard limits what is read on all shards. */
const ofKnownProviders = defineQuery()({
  name: 'legs in minutes that have arrivals',
  sql: `SELECT count() AS legs FROM cdr AS c INNER JOIN (SELECT DISTINCT carrier FROM arrivals) AS a ON a.carrier = c.carrier
    WHERE toStartOfMinute(start_time) IN (SELECT minute FROM arrivals)`,
  row: z.object({ legs: z.number() }),
});

describe('CDRs on two shards', () => {
  let cluster: EngineCluster;
  let single: TestEngine;
  const open: Store[] = [];
  let first: Store;
  let second: Store;
  beforeAll(async () => {
    [cluster, single] = await Promise.all([
      startEngineCluster({ shards: 2, replicas: 1, replicated: false, keepers: 1 }),
      openTestEngine(),
    ]);
    await migrateCluster({ ...cluster.user, database: 'rt', cluster: cluster.name, nodes: cluster.urls });
    const stores = cluster.urls.map((url) =>
      openStore({ ...cluster.user, url, database: 'rt', application: 'test' }),
    );
    open.push(...stores);
    const [one, other] = stores;
    if (one === undefined || other === undefined) throw new Error('the cluster has two engines');
    [first, second] = [one, other];
  });
  afterAll(async () => {
    await Promise.all(open.map((each) => each.close()));
    await Promise.all([cluster.remove(), single.stop()]);
  });

  it('give the same campaigns and candidates as on one, whatever the order of arrival', async () => {
    const w = world(31);
    const legs = toLegs([...everyday(w, 6_000), ...honestBursts(w), ...campaigns(w)]).map(({ row }) => row);
    const half = Math.floor(legs.length / 2);
    const alone = await single.freshStore();
    await store(alone, legs);
    await settle(alone);

    await store(first, legs.slice(half));
    await settle(first);
    // The first half comes late, and a third of all comes twice.
    await store(first, legs.slice(0, half));
    await store(first, legs.slice(0, Math.floor(legs.length / 3)));
    await settle(first);

    const found = await conclusions(alone);
    expect(found.candidates.length).toBeGreaterThan(0);
    expect(await conclusions(first)).toEqual(found);

    const [here] = await first.query(rowsHere, {});
    const [there] = await second.query(rowsHere, {});
    const [all] = await alone.query(allRows, {});
    expect((here?.legs ?? 0) + (there?.legs ?? 0)).toBe(all?.legs);
    for (const part of [here?.legs, there?.legs]) expect(part).toBeGreaterThan(legs.length / 4);
  });

  it('are whole from every node, for reads that join the tables of the first shard, too', async () => {
    const total = await first.query(allRows, {});
    expect(await second.query(allRows, {})).toEqual(total);
    expect(await first.query(ofKnownProviders, {})).toEqual(total);
    expect(await second.query(ofKnownProviders, {})).toEqual(total);
    expect(await conclusions(second)).toEqual(await conclusions(first));
  });

  it('go by whole days on each shard, and what candidates cite is read as before', async () => {
    // The first shard is found wherever it is named.
    const config = loadConfig({
      CLICKHOUSE_CLUSTER: cluster.name,
      CLICKHOUSE_NODES: cluster.urls.toReversed().join(','),
    });
    const shards = await openShards(config, first, cluster.user);
    expect(shards.all).toHaveLength(2);
    await expect(openShards(loadConfig({}), first, cluster.user)).rejects.toThrow(
      'set CLICKHOUSE_CLUSTER and CLICKHOUSE_NODES',
    );
    const before = await readings(first);
    const found = await conclusions(first);
    const [all] = await first.query(allRows, {});
    // The process ends once one shard has made the step. Then a case is opened, and the other shard keeps more.
    let steps = 0;
    const desk = deskOver(first, {
      shards: shardsOf(shards.all.map((one) => ({ ...one, store: ending(one.store) }))),
    });
    function ending(store: Store): Store {
      return {
        ...store,
        async command(sql, ...rest) {
          const isStep = sql.includes('REPLACE PARTITION');
          if (isStep) steps += 1;
          if (isStep && steps === 2) throw new Error('killed');
          await store.command(sql, ...rest);
        },
      };
    }
    await expect(desk.drop()).rejects.toThrow('killed');
    expect(await readings(second)).toEqual(before);
    await caseOfFirst(first, desk);
    desk.now += 60_000;
    const { dropped } = await desk.run();
    await shards.close();
    expect(dropped.map(({ table }) => table)).toContain('cdr_store');
    const cdrsLeft = await identities(first);
    expect((await drops(first)).filter(({ table }) => table === 'cdr_store')).toEqual([
      { table: 'cdr_store', identities: (all?.legs ?? 0) - cdrsLeft, state: 'done' },
    ]);
    for (const shard of [first, second]) {
      const [left] = await shard.query(rowsHere, {});
      expect(left?.legs).toBeGreaterThan(0);
      expect(left?.legs).toBeLessThan((all?.legs ?? 0) / 4);
    }
    expect(await readings(second)).toEqual(before);
    await settle(first);
    expect(await conclusions(first)).toEqual(found);
  });
});
