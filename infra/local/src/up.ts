import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { analystLimitsOf } from '@ringtrace/platform/analyst-limits';
import type { Config } from '@ringtrace/platform/config';
import {
  externalAnalyst,
  externalKafka,
  type Instance,
  ourUrl,
  removeInstance,
  storeAuthority,
  writeInstance,
} from '@ringtrace/platform/instance';
import { kafkaEnvironment } from '@ringtrace/platform/kafka/access';
import type { Logger } from '@ringtrace/platform/log';
import { announcement } from '@ringtrace/platform/metrics/announce';
import { workerNames, workerStart } from '@ringtrace/platform/worker-start';
import { type Child, keepRunning } from './child.ts';
import { keepClickHouse } from './clickhouse/keep.ts';
import { loopback, publicName } from './kafka/config.ts';
import { type LocalKafka, launchKafka } from './kafka/launch.ts';
import { writeFrontCertificate } from './kafka/tls.ts';
import { keepService } from './keep-service.ts';
import { lockHome } from './lock.ts';
import { migrateAt } from './migrations/migrate-at.ts';
import { makeReaderViews } from './rights/make-views.ts';
import { loadReaders, readersFile } from './rights/reader-file.ts';
import { type Stoppable, stopAll } from './stop-all.ts';
import { workerModules } from './worker-modules.ts';

/** A running instance. */
export interface Running {
  readonly instance: Instance;
  /** Resolves once a worker serves the API of casework; never where none can. */
  readonly api: Promise<string>;
  /** Resolves once a worker serves the console; never where none can. */
  readonly console: Promise<string>;
  /** Stops the workers first, which finish their work; then ClickHouse and Kafka. */
  stop(): Promise<void>;
  /** Resolves with the error where Kafka or ClickHouse died too often and is not started again; otherwise never. */
  readonly failed: Promise<Error>;
}

interface Service extends Stoppable {
  readonly failed: Promise<Error>;
}

const never = new Promise<Error>(() => {});
const credentialsOf = (config: Config) => join(config.RINGTRACE_HOME, 'credentials.json');
const kafkaDirOf = (config: Config) => join(config.RINGTRACE_HOME, 'kafka');

type KafkaService = Service & Pick<Instance, 'kafka' | 'carriers'>;

async function kafka(config: Config, log: Logger): Promise<KafkaService> {
  const external = externalKafka(config);
  if (external !== undefined) return { kafka: external, stop: async () => {}, failed: never };
  const dataDir = kafkaDirOf(config);
  const broker = await keepService<LocalKafka>({
    name: 'Kafka',
    hint: `its logs are in ${dataDir}`,
    log,
    launch: (before) =>
      launchKafka({
        dataDir,
        credentialsFile: credentialsOf(config),
        host: config.RINGTRACE_HOST,
        publicHost: config.RINGTRACE_PUBLIC_HOST,
        port: before?.carriersPort ?? config.RINGTRACE_KAFKA_PORT,
        servicesPort: before?.servicesPort ?? 0,
      }),
  });
  const { access, carriers } = broker.current;
  return { kafka: access, carriers, stop: () => broker.stop(), failed: broker.failed };
}

type ClickHouseService = Service &
  Pick<Instance, 'clickhouseUrl' | 'clickhouseCa' | 'engineUrl' | 'readWrite' | 'readOnly'>;

async function clickhouse(config: Config, log: Logger): Promise<ClickHouseService> {
  if (config.CLICKHOUSE_URL !== undefined) {
    const user = { user: config.CLICKHOUSE_USER ?? 'default', password: config.CLICKHOUSE_PASSWORD ?? '' };
    return {
      clickhouseUrl: config.CLICKHOUSE_URL,
      ...(config.CLICKHOUSE_TLS_CA === undefined ? {} : { clickhouseCa: resolve(config.CLICKHOUSE_TLS_CA) }),
      readWrite: user,
      readOnly: externalAnalyst(config) ?? user,
      stop: async () => {},
      failed: never,
    };
  }
  const tls = frontCertificate(config);
  const { url, ...kept } = await keepClickHouse({
    dataDir: join(config.RINGTRACE_HOME, 'clickhouse'),
    credentialsFile: credentialsOf(config),
    host: config.RINGTRACE_HOST,
    port: config.RINGTRACE_CLICKHOUSE_PORT,
    tlsFile: tls?.tlsFile,
    analyst: analystLimitsOf(config),
    readers: { file: readersFile(config.RINGTRACE_HOME), database: config.CLICKHOUSE_DATABASE },
    log,
  });
  return { ...kept, clickhouseUrl: url, ...(tls === undefined ? {} : { clickhouseCa: tls.ca }) };
}

/**
 * A new certificate for ClickHouse's front where it uses TLS. It is signed by the authority that carriers know from
 * Kafka.
 */
function frontCertificate(config: Config) {
  if (config.RINGTRACE_CLICKHOUSE_TLS !== 'true') return undefined;
  const publicHost = config.RINGTRACE_PUBLIC_HOST ?? publicName(config.RINGTRACE_HOST);
  mkdirSync(kafkaDirOf(config), { recursive: true, mode: 0o700 });
  const names = [...new Set([publicHost, config.RINGTRACE_HOST, loopback, 'localhost'])];
  return writeFrontCertificate(kafkaDirOf(config), names);
}

interface Starting {
  readonly config: Config;
  readonly instance: Instance;
  readonly log: Logger;
  /** Each worker is added as soon as it is started, so that it is stopped where a later step fails. */
  readonly children: Child[];
  /** Called with the URL of the API of casework, each time that a worker has begun to serve it. */
  readonly servesApi: (url: string) => void;
  /** The same of the console. */
  readonly servesConsole: (url: string) => void;
}

/** Handles a worker's messages: writes the URLs at which the worker serves to instance.json. */
function noteServing(starting: Starting, name: string): (message: unknown) => void {
  const { config, instance, servesApi, servesConsole } = starting;
  return (message) => {
    const announced = announcement.safeParse(message);
    if (!announced.success) return;
    const others = instance.workers.filter((worker) => worker.name !== name);
    const { kind: _, ...urls } = announced.data;
    instance.workers = [...others, { name, ...urls }];
    writeInstance(config.RINGTRACE_HOME, instance);
    if (urls.api !== undefined) servesApi(urls.api);
    if (urls.console !== undefined) servesConsole(urls.console);
  };
}

/** Login of the embedded engine's read-only user; that of another ClickHouse stands in the environment already. */
const analystEnvironment = ({ engineUrl, readOnly }: Instance) =>
  engineUrl === undefined
    ? {}
    : { CLICKHOUSE_ANALYST_USER: readOnly.user, CLICKHOUSE_ANALYST_PASSWORD: readOnly.password };

function startWorkers(starting: Starting): void {
  const { config, instance, log, children } = starting;
  const env = {
    ...process.env,
    RINGTRACE_HOME: config.RINGTRACE_HOME,
    ...kafkaEnvironment(instance.kafka),
    CLICKHOUSE_URL: ourUrl(instance),
    CLICKHOUSE_USER: instance.readWrite.user,
    CLICKHOUSE_PASSWORD: instance.readWrite.password,
    CLICKHOUSE_DATABASE: instance.database,
    ...analystEnvironment(instance),
  };
  for (const name of workerNames) {
    const start = workerStart(name);
    children.push(
      keepRunning({
        name,
        module: workerModules[name],
        env: { ...start.env, ...env },
        execArgv: start.execArgv,
        logFile: join(config.RINGTRACE_HOME, 'logs', `${name}.log`),
        log,
        onMessage: noteServing(starting, name),
      }),
    );
  }
}

/**
 * Starts an instance: Kafka and ClickHouse, unless the environment names external ones; then migrates the store and
 * starts the workers. Where a step fails, everything is stopped again and the error is thrown.
 */
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
    const [broker, engine] = await both(kafka(config, log).then(keep), clickhouse(config, log).then(keep));
    const instance: Instance = {
      pid: process.pid,
      kafka: broker.kafka,
      carriers: broker.carriers,
      clickhouseUrl: engine.clickhouseUrl,
      clickhouseCa: engine.clickhouseCa,
      engineUrl: engine.engineUrl,
      database: config.CLICKHOUSE_DATABASE,
      readWrite: engine.readWrite,
      readOnly: engine.readOnly,
      workers: [],
    };
    const store = {
      url: ourUrl(instance),
      ca: storeAuthority(config, instance),
      ...instance.readWrite,
      database: instance.database,
    };
    await migrateAt(config, store);
    // On a server of others, the statements of 'ringtrace reader sql' make them.
    if (instance.engineUrl !== undefined)
      await makeReaderViews(store, loadReaders(readersFile(config.RINGTRACE_HOME)));
    const api = Promise.withResolvers<string>();
    const served = Promise.withResolvers<string>();
    startWorkers({
      config,
      instance,
      log,
      children,
      servesApi: api.resolve,
      servesConsole: served.resolve,
    });
    writeInstance(config.RINGTRACE_HOME, instance);
    return {
      instance,
      api: api.promise,
      console: served.promise,
      failed: Promise.race([broker.failed, engine.failed]),
      stop,
    };
  } catch (error) {
    await stop().catch((err) => log.error({ err }, 'could not stop everything that was started'));
    throw error;
  }
}

/** Waits for both even where one fails, so that the other can be stopped. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}
