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

/** The broker of a fault run. */
export type FaultBroker = Pick<Services, 'kafka' | 'kafkaCa' | 'harmBroker'> & { stop(): Promise<unknown> };

/** A real broker and a real engine. They can be killed and started again on the same data and ports. */
export interface Services {
  readonly home: string;
  readonly kafka: Kafka;
  /** A connection to the engine without the proxy. */
  readonly store: Store;
  readonly clickhouseUrl: string;
  readonly credentials: { user: string; password: string };
  /** File of the authority that signed the broker's certificate, where the broker speaks TLS. */
  readonly kafkaCa?: string;
  /** Does harm to the broker, such as kill -9, then `meanwhile`, then sees to it that it runs on the same data. Says what it did. */
  harmBroker(meanwhile: () => Promise<void>): Promise<string>;
  /** kill -9, then `meanwhile`, then a start on the same data. */
  killClickHouse(meanwhile: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
  remove(): void;
}

/** The embedded broker, with its data in `home`. */
async function embeddedBroker(home: string): Promise<FaultBroker> {
  const start = (servicesPort: number) =>
    launchKafka({
      dataDir: join(home, 'kafka'),
      credentialsFile: join(home, 'credentials.json'),
      servicesPort,
      heapMb: 256,
    });
  let broker = await start(0);
  return {
    kafka: createKafka(broker.access, 'faults', createLog('faults', 'silent')),
    async harmBroker(meanwhile) {
      process.kill(broker.pid, 'SIGKILL');
      await broker.exited;
      await meanwhile();
      broker = await start(broker.servicesPort);
      return 'kill -9 broker';
    },
    stop: () => broker.stop(),
  };
}

/** Starts an engine, and a broker: the embedded one, or another that is given. */
export async function startServices(
  startBroker: (home: string) => Promise<FaultBroker> = embeddedBroker,
): Promise<Services> {
  const home = mkdtempSync(join(tmpdir(), 'ringtrace-faults-'));
  const credentialsFile = join(home, 'credentials.json');
  const startEngine = (port: number) =>
    launchClickHouse({
      dataDir: join(home, 'clickhouse'),
      credentialsFile,
      host: '127.0.0.1',
      port,
    });
  const [{ stop: stopBroker, ...broker }, first] = await Promise.all([startBroker(home), startEngine(0)]);
  let engine = first;
  const { url, readWrite } = engine;
  const connection = { url, ...readWrite, application: 'faults' };
  const admin = openStore({ ...connection, database: 'default' });
  const store = openStore({ ...connection, database });
  await migrate(admin, store);
  await admin.close();
  return {
    home,
    ...broker,
    store,
    clickhouseUrl: url,
    credentials: readWrite,
    async killClickHouse(meanwhile) {
      process.kill(engine.pid, 'SIGKILL');
      await engine.exited;
      await meanwhile();
      engine = await startEngine(Number(new URL(url).port));
    },
    async stop() {
      await store.close();
      await Promise.all([stopBroker(), engine.stop()]);
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
