import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateCluster } from '@ringtrace/local/migrations/cluster/migrate-cluster';
import { type BrokerCluster, startBrokers } from '@ringtrace/local/test-services/cluster/brokers';
import { type EngineCluster, startEngineCluster } from '@ringtrace/local/test-services/cluster/engines';
import { defineQuery, openStore, type Store } from '@ringtrace/platform/clickhouse';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { seeded } from '@ringtrace/platform/seeded';
import { waitIdle } from 'ringtrace/idle';
import { verify } from 'ringtrace/verify/verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compare } from '../faults/compare.ts';
import { Feeder } from '../faults/feeder.ts';
import { Model } from '../faults/model.ts';
import { startWorker, type Worker } from '../faults/workers.ts';
import { until } from '../ingest/stack.ts';

const database = 'rt';

const received = defineQuery()({
  name: 'batches stored',
  sql: 'SELECT count() AS batches FROM batches',
  row: z.object({ batches: z.number() }),
});
const batchesIn = async (store: Store) => (await store.query(received, {}).catch(() => []))[0]?.batches ?? 0;

/** Waits until ingest has stored more than it had. */
async function stores(store: Store): Promise<void> {
  const before = await batchesIn(store);
  await until(
    'ingest goes on',
    () => batchesIn(store),
    (now) => now > before + 20,
  );
}

/** Waits until a detect worker has said, after a moment (ms since 1970), that it is the active one: 1 or 2. */
async function leader(home: string, after: number): Promise<number> {
  const said = await until(
    'a leader',
    async () => lastToLead(home),
    (found) => found.at > after,
  );
  return said.worker;
}

function lastToLead(home: string): { worker: number; at: number } {
  const said = [1, 2].flatMap((worker) => {
    const file = join(home, 'logs', `detect-${worker}.log`);
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    return lines
      .filter((line) => line.includes('this worker is the active one'))
      .map((line) => ({ worker, at: Number(/"time":(\d+)/.exec(line)?.[1] ?? 0) }));
  });
  return said.sort((a, b) => b.at - a.at)[0] ?? { worker: 0, at: -1 };
}

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
    await stores(store);
    await brokers.kill(0);
    await stores(store);
    await engines.kill(1, 0);
    await engines.start(1, 0);
    await stores(store);
    // The active one is killed and started again. Whichever takes over does so as a new member.
    const first = await leader(home, 0);
    const killedAt = Date.now();
    workers[1 + first]?.kill();
    await leader(home, killedAt);
    workers[0]?.kill();
    await stores(store);
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
