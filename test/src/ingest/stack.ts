import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchClickHouse, type RunningClickHouse } from '@ringtrace/local/clickhouse/launch';
import type { ClickHouseOptions } from '@ringtrace/local/clickhouse/options';
import { type LocalKafka, launchKafka } from '@ringtrace/local/kafka/launch';
import { migrate } from '@ringtrace/local/migrations/migrate';
import { sharedKafka } from '@ringtrace/local/test-services/ask';
import { openTestStore } from '@ringtrace/local/test-services/store';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { kafkaEnvironment } from '@ringtrace/platform/kafka/access';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { createLog, type Logger } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';
import { ownTopics } from './own-topics.ts';

const database = 'ringtrace';

/** A broker and an engine, with a migrated store. */
export interface Stack {
  readonly kafka: Kafka;
  readonly store: Store;
  readonly log: Logger;
  stop(): Promise<void>;
}

/** A broker and an engine that are one test file's alone, in a folder of their own. */
export interface OwnStack extends Stack {
  readonly dir: string;
  /** The engine in force: it can be ended and started again on the same data and port. */
  engine(): RunningClickHouse;
  restartEngine(): Promise<void>;
  broker(): LocalKafka;
  /** Ends the broker, and starts it again on the same data and port. */
  restartBroker(): Promise<void>;
  /** What a worker process needs in its environment to reach both. */
  env(): NodeJS.ProcessEnv;
}

const quietLog = () => createLog('test', process.env['TEST_LOG_LEVEL'] ?? 'silent');

/**
 * A store of its own in the shared engine, and the shared broker, of which it sees only the topics that were made through
 * it. The names of topics, groups and transactions must differ from those of other test files.
 */
export async function openStack(): Promise<Stack> {
  const log = quietLog();
  const [{ access }, { store, close }] = await Promise.all([sharedKafka(), openTestStore()]);
  const topics = ownTopics(createKafka(access, 'test', log));
  return {
    kafka: topics.kafka,
    store,
    log,
    async stop() {
      await topics.remove();
      await close();
    },
  };
}

const credentialsOf = (dir: string) => join(dir, 'credentials.json');

/** `queryLog` as with the engine's options. */
interface StackOptions extends Pick<ClickHouseOptions, 'queryLog'> {
  /** A folder that stays when the stack stops, and may hold the data of an earlier one; left out = a temporary folder. */
  readonly keptIn?: string | undefined;
}

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

/**
 * For tests that end or restart the services, that run workers in processes of their own, or that use names the product
 * fixes: such a worker reads every topic `cdr.*` of its broker in one group.
 */
export async function startStack(options: StackOptions = {}): Promise<OwnStack> {
  const dir = options.keptIn ?? mkdtempSync(join(tmpdir(), 'ringtrace-test-'));
  const log = quietLog();
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
      RINGTRACE_HOLD_MINUTES: '0',
      RINGTRACE_LOG_LEVEL: 'warn',
    }),
    async stop() {
      await store.close();
      await Promise.all([broker.stop(), engine.stop()]);
      if (options.keptIn === undefined) rmSync(dir, { recursive: true, force: true });
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
