import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive } from './alive.ts';
import { type Config, ConfigError } from './config.ts';
import { type KafkaAccess, kafkaAccess } from './kafka/access.ts';

const user = z.object({ user: z.string(), password: z.string() });
const instance = z.object({
  /** The supervisor's process id; 0 where there is no supervisor. */
  pid: z.number(),
  /** Addresses and login at Kafka for our own processes. */
  kafka: kafkaAccess,
  /** Addresses of the embedded Kafka for carriers, and the file of the authority that signed its certificate. */
  carriers: z.object({ brokers: z.string(), ca: z.string() }).optional(),
  /** URL of ClickHouse for analysts. */
  clickhouseUrl: z.string(),
  /** File of the authority that signed ClickHouse's certificate, where the instance made one or CLICKHOUSE_TLS_CA names one. */
  clickhouseCa: z.string().optional(),
  /** URL of the embedded engine for our own processes, which don't go through its front. */
  engineUrl: z.string().optional(),
  database: z.string(),
  readWrite: user,
  readOnly: user,
  /**
   * URL at which each worker serves /health, /ready and /metrics, and those of its API and of its console where it has them. After
   * a restart of the worker its ports may differ.
   */
  workers: z
    .array(
      z.object({
        name: z.string(),
        url: z.string(),
        api: z.string().optional(),
        console: z.string().optional(),
      }),
    )
    .default([]),
});

/**
 * The addresses and logins of a running Ringtrace. `start` and `up` write them to a file; every other command reads it.
 */
export type Instance = z.infer<typeof instance>;

/** URL of ClickHouse for our own processes: the embedded engine itself, or the external server. */
export const ourUrl = ({ engineUrl, clickhouseUrl }: Pick<Instance, 'engineUrl' | 'clickhouseUrl'>): string =>
  engineUrl ?? clickhouseUrl;

/** What a client of Kafka and ClickHouse needs. */
export type Endpoints = Pick<Instance, 'kafka' | 'database' | 'readWrite' | 'readOnly'> & {
  /** URL of ClickHouse for our own processes. */
  readonly storeUrl: string;
  /** Authority (PEM) of the server's certificate, where Node doesn't know it. */
  readonly storeCa?: string | undefined;
};

/** URL of the HTTP API of casework; undefined while no worker has told of one. */
export const apiOf = ({ workers }: Pick<Instance, 'workers'>): string | undefined =>
  workers.find(({ api }) => api !== undefined)?.api;

/** URL of the console; undefined while no worker has told of one. */
export const consoleOf = ({ workers }: Pick<Instance, 'workers'>): string | undefined =>
  workers.find((worker) => worker.console !== undefined)?.console;

const fileOf = (home: string) => join(home, 'instance.json');

/** There is no running instance, and the environment names no services. */
class NotRunningError extends Error {
  override name = 'NotRunningError';
}

export function writeInstance(home: string, value: Instance): void {
  mkdirSync(home, { recursive: true });
  const temporary = `${fileOf(home)}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, fileOf(home));
}

export function removeInstance(home: string): void {
  rmSync(fileOf(home), { force: true });
}

/** The running instance of this RINGTRACE_HOME; undefined where there is none. */
export function readInstance(home: string): Instance | undefined {
  let content: string;
  try {
    content = readFileSync(fileOf(home), 'utf8');
  } catch {
    return undefined;
  }
  const parsed = instance.safeParse(JSON.parse(content));
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : undefined;
}

const notRunning = (config: Config, variables: string) =>
  new NotRunningError(
    `no Ringtrace is running in ${config.RINGTRACE_HOME}: start one with 'npm start' or 'npx ringtrace up', or set ${variables}`,
  );

/** Kafka as named in the environment; undefined where it isn't. Throws ConfigError where KAFKA_TLS_CA can't be read. */
export function externalKafka(config: Config): KafkaAccess | undefined {
  const { KAFKA_BROKERS: brokers, KAFKA_SASL_USERNAME: username } = config;
  if (brokers === undefined) return undefined;
  const password = config.KAFKA_SASL_PASSWORD ?? '';
  const user =
    username === undefined ? {} : { user: { mechanism: config.KAFKA_SASL_MECHANISM, username, password } };
  return { brokers, ...user, ...externalTls(config) };
}

function externalTls({ KAFKA_TLS, KAFKA_TLS_CA: file }: Config): Pick<KafkaAccess, 'tls'> {
  if (file === undefined) return KAFKA_TLS === 'true' ? { tls: {} } : {};
  return { tls: { ca: authorityIn('KAFKA_TLS_CA', file) } };
}

/** The certificates in the file that a setting names. Throws ConfigError where they can't be read. */
function authorityIn(setting: string, file: string): string {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError(`wrong settings: ${setting}='${file}': can't be read`);
  }
  if (content.includes('-----BEGIN CERTIFICATE-----')) return content;
  throw new ConfigError(`wrong settings: ${setting}='${file}': holds no certificate in PEM form`);
}

/** Kafka as named in the environment; else that of the running instance. Throws NotRunningError, ConfigError. */
export function kafkaOf(config: Config): KafkaAccess {
  const kafka = externalKafka(config) ?? readInstance(config.RINGTRACE_HOME)?.kafka;
  if (kafka === undefined) throw notRunning(config, 'KAFKA_BROKERS');
  return kafka;
}

/** The store as named in the environment; else that of the running instance. Throws NotRunningError, ConfigError. */
export function storeEndpoint(config: Config): Omit<Endpoints, 'kafka'> {
  const found = storeOf(config, readInstance(config.RINGTRACE_HOME));
  if (found === undefined) throw notRunning(config, 'CLICKHOUSE_URL');
  return found;
}

function storeOf(config: Config, running: Instance | undefined): Omit<Endpoints, 'kafka'> | undefined {
  const storeUrl = config.CLICKHOUSE_URL ?? (running && ourUrl(running));
  if (storeUrl === undefined) return undefined;
  const own = config.CLICKHOUSE_URL === undefined ? undefined : externalUser(config);
  const anonymous = { user: 'default', password: '' };
  return {
    storeUrl,
    storeCa: storeAuthority(config, running),
    database: running?.database ?? config.CLICKHOUSE_DATABASE,
    readWrite: own ?? running?.readWrite ?? anonymous,
    readOnly: externalAnalyst(config) ?? own ?? running?.readOnly ?? anonymous,
  };
}

/**
 * The authority (PEM) of the certificate of our own processes' ClickHouse, where one is named. They reach an embedded engine
 * without TLS. Throws ConfigError where it can't be read.
 */
export function storeAuthority(
  config: Config,
  running: Pick<Instance, 'engineUrl' | 'clickhouseCa'> | undefined,
): string | undefined {
  const file =
    config.CLICKHOUSE_URL !== undefined
      ? config.CLICKHOUSE_TLS_CA
      : running?.engineUrl === undefined
        ? running?.clickhouseCa
        : undefined;
  return file === undefined ? undefined : authorityIn('CLICKHOUSE_TLS_CA', file);
}

/**
 * Login of a user who can only read, for SQL that people write. undefined where nobody has named one: a ClickHouse of others may
 * let our own user change everything.
 */
export function analystOf(config: Config): { user: string; password: string } | undefined {
  if (config.CLICKHOUSE_URL !== undefined) return externalAnalyst(config);
  const running = readInstance(config.RINGTRACE_HOME);
  return running === undefined || running.readOnly.user === running.readWrite.user
    ? undefined
    : running.readOnly;
}

/** The read-only user of an external ClickHouse, where one is named. */
export function externalAnalyst(config: Config): { user: string; password: string } | undefined {
  const {
    CLICKHOUSE_URL: url,
    CLICKHOUSE_ANALYST_USER: user,
    CLICKHOUSE_ANALYST_PASSWORD: password,
  } = config;
  return url === undefined || user === undefined ? undefined : { user, password: password ?? '' };
}

/**
 * Kafka and ClickHouse as named in the environment; else those of the running instance. Throws NotRunningError where
 * neither names them, and ConfigError as `externalKafka` does.
 */
export function endpoints(config: Config): Endpoints {
  const running = readInstance(config.RINGTRACE_HOME);
  const kafka = externalKafka(config) ?? running?.kafka;
  const store = storeOf(config, running);
  if (kafka === undefined || store === undefined)
    throw notRunning(config, 'KAFKA_BROKERS and CLICKHOUSE_URL');
  return { kafka, ...store };
}

function externalUser(config: Config) {
  return { user: config.CLICKHOUSE_USER ?? 'default', password: config.CLICKHOUSE_PASSWORD ?? '' };
}
