import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchClickHouse } from '@ringtrace/local/clickhouse/launch';
import { launchKafka } from '@ringtrace/local/kafka/launch';
import { migrate } from '@ringtrace/local/migrations/migrate';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';

export const database = 'ringtrace';

/** A real broker and a real engine. They can be killed and started again on the same data and ports. */
export interface Services {
  readonly home: string;
  readonly kafka: Kafka;
  /** A connection to the engine without the proxy. */
  readonly store: Store;
  readonly clickhouseUrl: string;
  readonly credentials: { user: string; password: string };
  /** kill -9, then `meanwhile`, then a start on the same data. */
  killBroker(meanwhile: () => Promise<void>): Promise<void>;
  killClickHouse(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
  remove(): void;
}

export async function startServices(): Promise<Services> {
  const home = mkdtempSync(join(tmpdir(), 'ringtrace-faults-'));
  const credentialsFile = join(home, 'credentials.json');
  const startBroker = (servicesPort: number) =>
    launchKafka({ dataDir: join(home, 'kafka'), credentialsFile, servicesPort, heapMb: 256 });
  const startEngine = (port: number) =>
    launchClickHouse({
      dataDir: join(home, 'clickhouse'),
      credentialsFile,
      host: '127.0.0.1',
      port,
    });
  let [broker, engine] = await Promise.all([startBroker(0), startEngine(0)]);
  const { url, readWrite } = engine;
  const connection = { url, ...readWrite, application: 'faults' };
  const admin = openStore({ ...connection, database: 'default' });
  const store = openStore({ ...connection, database });
  await migrate(admin, store);
  await admin.close();
  return {
    home,
    kafka: createKafka(broker.access, 'faults', createLog('faults', 'silent')),
    store,
    clickhouseUrl: url,
    credentials: readWrite,
    async killBroker(meanwhile) {
      process.kill(broker.pid, 'SIGKILL');
      await broker.exited;
      await meanwhile();
      broker = await startBroker(broker.servicesPort);
    },
    async killClickHouse(meanwhile) {
      process.kill(engine.pid, 'SIGKILL');
      await engine.exited;
      await meanwhile();
      engine = await startEngine(Number(new URL(url).port));
    },
    async stop() {
      await store.close();
      await Promise.all([broker.stop(), engine.stop()]);
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
