import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analystLimitsOf } from '@ringtrace/platform/analyst-limits';
import { openStore } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import { externalKafka, type Instance, removeInstance, writeInstance } from '@ringtrace/platform/instance';
import { kafkaEnvironment } from '@ringtrace/platform/kafka/access';
import type { Logger } from '@ringtrace/platform/log';
import { announcement } from '@ringtrace/platform/metrics/announce';
import { type Child, keepRunning } from './child.ts';
import { launchClickHouse } from './clickhouse/launch.ts';
import { launchKafka } from './kafka/launch.ts';
import { lockHome } from './lock.ts';
import { migrate } from './migrations/migrate.ts';
import { type Stoppable, stopAll } from './stop-all.ts';

export interface Running {
  readonly instance: Instance;
  /** Workers first, each draining what it holds; then ClickHouse and Kafka. */
  stop(): Promise<void>;
  /** Settles only when a service of ours ended without being asked to. */
  readonly failed: Promise<Error>;
}

interface Service extends Stoppable {
  readonly failed: Promise<Error>;
}

const never = new Promise<Error>(() => {});
const credentialsOf = (config: Config) => join(config.RINGTRACE_HOME, 'credentials.json');

type KafkaService = Service & Pick<Instance, 'kafka' | 'carriers'>;

async function kafka(config: Config): Promise<KafkaService> {
  const external = externalKafka(config);
  if (external !== undefined) return { kafka: external, stop: async () => {}, failed: never };
  const dataDir = join(config.RINGTRACE_HOME, 'kafka');
  const broker = await launchKafka({
    dataDir,
    credentialsFile: credentialsOf(config),
    host: config.RINGTRACE_HOST,
    publicHost: config.RINGTRACE_PUBLIC_HOST,
    port: config.RINGTRACE_KAFKA_PORT,
  });
  return {
    kafka: broker.access,
    carriers: broker.carriers,
    stop: () => broker.stop(),
    failed: broker.exited.then((code) => endedByItself('Kafka', code, `its logs are in ${dataDir}`)),
  };
}

function endedByItself(service: string, code: number | null, hint: string): Error {
  const how = code === null ? 'ended by a signal' : `exit code ${code}`;
  return new Error(
    `${service} ended by itself (${how}; ${hint}). Nothing that was accepted is lost: start Ringtrace again`,
  );
}

type User = Instance['readWrite'];

async function clickhouse(
  config: Config,
): Promise<Service & { url: string; readWrite: User; readOnly: User }> {
  if (config.CLICKHOUSE_URL !== undefined) {
    const user = { user: config.CLICKHOUSE_USER ?? 'default', password: config.CLICKHOUSE_PASSWORD ?? '' };
    return {
      url: config.CLICKHOUSE_URL,
      readWrite: user,
      readOnly: user,
      stop: async () => {},
      failed: never,
    };
  }
  const engine = await launchClickHouse({
    dataDir: join(config.RINGTRACE_HOME, 'clickhouse'),
    credentialsFile: credentialsOf(config),
    host: config.RINGTRACE_HOST,
    port: config.RINGTRACE_CLICKHOUSE_PORT,
    analyst: analystLimitsOf(config),
  });
  return {
    url: engine.url,
    readWrite: engine.readWrite,
    readOnly: engine.readOnly,
    stop: () => engine.stop(),
    failed: engine.exited.then((code) =>
      endedByItself('ClickHouse', code, 'it was killed, or ran out of memory'),
    ),
  };
}

async function applyMigrations(instance: Instance): Promise<void> {
  const connection = { url: instance.clickhouseUrl, ...instance.readWrite, application: 'ringtrace-migrate' };
  const admin = openStore({ ...connection, database: 'default' });
  const store = openStore({ ...connection, database: instance.database });
  try {
    await migrate(admin, store);
  } finally {
    await Promise.all([admin.close(), store.close()]);
  }
}

const workers = { ingest: '@ringtrace/ingest/worker/main', detect: '@ringtrace/detect/main' } as const;

/** Notes in instance.json where a worker serves its health and metrics, as it says so itself. */
function noteServing(config: Config, instance: Instance, name: string): (message: unknown) => void {
  return (message) => {
    const told = announcement.safeParse(message);
    if (!told.success) return;
    const others = instance.workers.filter((worker) => worker.name !== name);
    instance.workers = [...others, { name, url: told.data.url }];
    writeInstance(config.RINGTRACE_HOME, instance);
  };
}

/** Each worker is in `children` as soon as it runs, so that it is stopped whatever fails next. */
function startWorkers(config: Config, instance: Instance, log: Logger, children: Child[]): void {
  const env = {
    ...process.env,
    RINGTRACE_HOME: config.RINGTRACE_HOME,
    ...kafkaEnvironment(instance.kafka),
    CLICKHOUSE_URL: instance.clickhouseUrl,
    CLICKHOUSE_USER: instance.readWrite.user,
    CLICKHOUSE_PASSWORD: instance.readWrite.password,
    CLICKHOUSE_DATABASE: instance.database,
  };
  for (const [name, module] of Object.entries(workers)) {
    children.push(
      keepRunning({
        name,
        module: fileURLToPath(import.meta.resolve(module)),
        env,
        logFile: join(config.RINGTRACE_HOME, 'logs', `${name}.log`),
        log,
        onMessage: noteServing(config, instance, name),
      }),
    );
  }
}

/** Starts what the environment does not already give (Kafka, ClickHouse), migrates the store, starts the workers. */
export async function up(config: Config, log: Logger): Promise<Running> {
  const unlock = lockHome(config.RINGTRACE_HOME);
  const started: Service[] = [];
  const keep = <S extends Service>(service: S): S => {
    started.push(service);
    return service;
  };
  const children: Child[] = [];
  const stop = async () => {
    try {
      removeInstance(config.RINGTRACE_HOME);
      await stopAll(children, started);
      // A worker that was still starting may have announced itself meanwhile.
      removeInstance(config.RINGTRACE_HOME);
    } finally {
      unlock();
    }
  };
  try {
    const [broker, engine] = await both(kafka(config).then(keep), clickhouse(config).then(keep));
    const instance: Instance = {
      pid: process.pid,
      kafka: broker.kafka,
      carriers: broker.carriers,
      clickhouseUrl: engine.url,
      database: config.CLICKHOUSE_DATABASE,
      readWrite: engine.readWrite,
      readOnly: engine.readOnly,
      workers: [],
    };
    await applyMigrations(instance);
    startWorkers(config, instance, log, children);
    writeInstance(config.RINGTRACE_HOME, instance);
    return { instance, failed: Promise.race([broker.failed, engine.failed]), stop };
  } catch (error) {
    await stop().catch((err) => log.error({ err }, 'what was started did not stop in order'));
    throw error;
  }
}

/** Waits for both even when one fails, so that whatever did start can be stopped. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}
