import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive } from './alive.ts';
import { type Config, ConfigError } from './config.ts';
import { type KafkaAccess, kafkaAccess } from './kafka/access.ts';

const user = z.object({ user: z.string(), password: z.string() });
const instance = z.object({
  /** The supervisor's process id; 0 where none runs. */
  pid: z.number(),
  /** How our own processes reach Kafka. */
  kafka: kafkaAccess,
  /** Where carriers reach the embedded Kafka, and the file of the authority that signed its certificate. */
  carriers: z.object({ brokers: z.string(), ca: z.string() }).optional(),
  /** Where analysts reach ClickHouse. */
  clickhouseUrl: z.string(),
  /** The file of the authority that signed its certificate, where that is ours. */
  clickhouseCa: z.string().optional(),
  /** Where our own processes reach the embedded engine, past its front. */
  engineUrl: z.string().optional(),
  database: z.string(),
  readWrite: user,
  readOnly: user,
  /** Where each worker serves /health, /ready and /metrics; a worker that starts again may have another port. */
  workers: z.array(z.object({ name: z.string(), url: z.string() })).default([]),
});

/** Where a running Ringtrace can be reached: written by `start` and `up`, read by every other command. */
export type Instance = z.infer<typeof instance>;

/** Where our own processes reach ClickHouse: past the front, where the engine is ours. */
export const ourUrl = ({ engineUrl, clickhouseUrl }: Pick<Instance, 'engineUrl' | 'clickhouseUrl'>): string =>
  engineUrl ?? clickhouseUrl;

/** What a client of the two services needs. */
export type Endpoints = Pick<Instance, 'kafka' | 'database' | 'readWrite' | 'readOnly'> & {
  /** Where our own processes reach ClickHouse. */
  readonly storeUrl: string;
};

const fileOf = (home: string) => join(home, 'instance.json');

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

/** The instance of this home, or undefined where none is running. */
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

/** Kafka as the environment has it. Throws ConfigError where the authority's file can't be read. */
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
  try {
    return { tls: { ca: readFileSync(file, 'utf8') } };
  } catch {
    throw new ConfigError(`wrong settings: KAFKA_TLS_CA='${file}': can't be read`);
  }
}

/** Kafka: the environment first, then the instance of this home. Throws NotRunningError. */
export function kafkaOf(config: Config): KafkaAccess {
  const kafka = externalKafka(config) ?? readInstance(config.RINGTRACE_HOME)?.kafka;
  if (kafka === undefined) throw notRunning(config, 'KAFKA_BROKERS');
  return kafka;
}

/**
 * Where to reach Kafka and ClickHouse: the environment first, then the instance of this home.
 * Throws NotRunningError where one of them is known from neither.
 */
export function endpoints(config: Config): Endpoints {
  const running = readInstance(config.RINGTRACE_HOME);
  const kafka = externalKafka(config) ?? running?.kafka;
  const storeUrl = config.CLICKHOUSE_URL ?? (running && ourUrl(running));
  if (kafka === undefined || storeUrl === undefined) {
    throw notRunning(config, 'KAFKA_BROKERS and CLICKHOUSE_URL');
  }
  const own = config.CLICKHOUSE_URL === undefined ? undefined : externalUser(config);
  const anonymous = { user: 'default', password: '' };
  return {
    kafka,
    storeUrl,
    database: running?.database ?? config.CLICKHOUSE_DATABASE,
    readWrite: own ?? running?.readWrite ?? anonymous,
    readOnly: own ?? running?.readOnly ?? anonymous,
  };
}

function externalUser(config: Config) {
  return { user: config.CLICKHOUSE_USER ?? 'default', password: config.CLICKHOUSE_PASSWORD ?? '' };
}
