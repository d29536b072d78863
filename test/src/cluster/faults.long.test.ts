import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateCluster } from '@ringtrace/local/migrations/cluster/migrate-cluster';
import { type BrokerCluster, startBrokers } from '@ringtrace/local/test-services/cluster/brokers';
import { type EngineCluster, startEngineCluster } from '@ringtrace/local/test-services/cluster/engines';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';
import { seeded } from '@ringtrace/platform/seeded';
import { waitIdle } from 'ringtrace/idle';
import { verify } from 'ringtrace/verify/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../faults/compare.ts';
import { Feeder } from '../faults/feeder.ts';
import { Model } from '../faults/model.ts';
import { startWorker, type Worker } from '../faults/workers.ts';

const database = 'rt';

describe('three brokers, two shards, two ingest and two detect workers', () => {
  const home = mkdtempSync(join(tmpdir(), 'ringtrace-cluster-faults-'));
  let brokers: BrokerCluster;
  let engines: EngineCluster;
  let store: Store;
  let kafka: Kafka;
  const workers: Worker[] = [];
  beforeAll(async () => {
    [brokers, engines] = await Promise.all([
      startBrokers(home, 3),
      startEngineCluster({ shards: 2, replicas: 1, replicated: false, keepers: 1 }),
    ]);
    await migrateCluster({ ...engines.user, database, cluster: engines.name, nodes: engines.urls });
    const [url = ''] = engines.urls;
    store = openStore({ ...engines.user, url, database, application: 'test' });
    kafka = createKafka(brokers.access, 'test', createLog('test', 'silent'));
    const place = { home, kafka: brokers.access, clickhouseUrl: url, credentials: engines.user, database };
    workers.push(startWorker(place, 'ingest', 1), startWorker(place, 'ingest', 2));
    workers.push(startWorker(place, 'detect', 1), startWorker(place, 'detect', 2));
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.leave()));
    await store.close();
    await Promise.all([brokers.stop(), engines.remove()]);
    rmSync(home, { recursive: true, force: true });
  });

  it('lose nothing and keep nothing twice where a broker, a shard and the active detector are killed under load', async () => {
    const model = new Model(seeded(51));
    const feeder = new Feeder(kafka, model, seeded(52));
    for (let i = 0; i < 3; i += 1) await feeder.addCarrier();
    model.beginRound();
    feeder.start();
    await pause(3_000);
    await brokers.kill(0);
    await pause(6_000);
    await engines.kill(1, 0);
    await pause(2_000);
    await engines.start(1, 0);
    // One of both is active. The other takes over, and then the first one again.
    for (const worker of workers.slice(2)) {
      worker.kill();
      await pause(2_000);
    }
    workers[0]?.kill();
    await brokers.start(0);
    await feeder.stop();

    await waitIdle({ store, kafka });
    const compared = await compare(store, model.known.values());
    expect(compared).toMatchObject({ lost: 0, twice: 0, examples: [] });
    expect(compared.stored).toBeGreaterThan(1_000);
    const { checks } = await verify(store, kafka);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(workers.flatMap(({ accidents }) => accidents)).toEqual([]);
  });
});
