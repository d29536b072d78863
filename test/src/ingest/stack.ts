import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchClickHouse, type RunningClickHouse } from '@ringtrace/local/clickhouse/launch';
import type { ClickHouseOptions } from '@ringtrace/local/clickhouse/options';
import { type LocalKafka, launchKafka } from '@ringtrace/local/kafka/launch';
import { migrate } from '@ringtrace/local/migrations/migrate';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { kafkaEnvironment } from '@ringtrace/platform/kafka/access';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { createLog, type Logger } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';

export const database = 'ringtrace';

/** A real broker and a real engine in a folder of their own. */
export interface Stack {
  readonly dir: string;
  readonly kafka: Kafka;
  readonly store: Store;
  readonly log: Logger;
  /** The engine in force: it can be ended and started again on the same data and port. */
  engine(): RunningClickHouse;
  restartEngine(): Promise<void>;
  broker(): LocalKafka;
  /** Ends the broker, and starts it again on the same data and port. */
  restartBroker(): Promise<void>;
  /** What a worker process needs in its environment to reach both. */
  env(): NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

const credentialsOf = (dir: string) => join(dir, 'credentials.json');

/** `queryLog` as with the engine's options. */
type StackOptions = Pick<ClickHouseOptions, 'queryLog'>;

async function startEngine(
  dir: string,
  port: number,
  { queryLog }: StackOptions,
): Promise<RunningClickHouse> {
  return launchClickHouse({
    dataDir: join(dir, 'clickhouse'),
    credentialsFile: credentialsOf(dir),
    host: '127.0.0.1',
    port,
    ...(queryLog === undefined ? {} : { queryLog }),
  });
}

/** Where one does not start, the other is stopped: else it would keep the process alive. */
async function bothOrNeither<A extends Stoppable, B extends Stoppable>(
  a: Promise<A>,
  b: Promise<B>,
): Promise<[A, B]> {
  try {
    return await Promise.all([a, b]);
  } catch (error) {
    for (const started of await Promise.allSettled([a, b]))
      if (started.status === 'fulfilled') await started.value.stop();
    throw error;
  }
}
type Stoppable = { stop(): Promise<unknown> };

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const dir = mkdtempSync(join(tmpdir(), 'ringtrace-test-'));
  const log = createLog('test', process.env['TEST_LOG_LEVEL'] ?? 'silent');
  const startBroker = (servicesPort: number) =>
    launchKafka({
      dataDir: join(dir, 'kafka'),
      credentialsFile: credentialsOf(dir),
      servicesPort,
      heapMb: 256,
    });
  const [firstBroker, first] = await bothOrNeither(startBroker(0), startEngine(dir, 0, options));
  let broker = firstBroker;
  let engine = first;
  const connection = { url: engine.url, ...engine.readWrite, application: 'test' };
  const admin = openStore({ ...connection, database: 'default' });
  const store = openStore({ ...connection, database });
  await migrate(admin, store);
  await admin.close();
  const kafka = createKafka(broker.access, 'test', log);
  return {
    dir,
    kafka,
    store,
    log,
    engine: () => engine,
    async restartEngine() {
      engine = await startEngine(dir, Number(new URL(engine.url).port), options);
    },
    broker: () => broker,
    async restartBroker() {
      await broker.stop();
      broker = await startBroker(broker.servicesPort);
    },
    env: () => ({
      ...process.env,
      RINGTRACE_HOME: dir,
      ...kafkaEnvironment(broker.access),
      CLICKHOUSE_URL: engine.url,
      CLICKHOUSE_USER: engine.readWrite.user,
      CLICKHOUSE_PASSWORD: engine.readWrite.password,
      CLICKHOUSE_DATABASE: database,
      RINGTRACE_LOG_LEVEL: 'warn',
    }),
    async stop() {
      await store.close();
      await Promise.all([broker.stop(), engine.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Waits for a condition; throws with what was last seen once the deadline is over. */
export async function until<T>(
  what: string,
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
  ms = 120_000,
): Promise<T> {
  const deadline = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > deadline)
      throw new Error(`${what} did not come about; last seen: ${JSON.stringify(seen)}`);
    await pause(50);
  }
}
