import type { SchemaSource } from '@ringtrace/platform/avro/schema-source';
import { schemasOf } from '@ringtrace/platform/avro/stored-schemas';
import { openStore, type Store } from '@ringtrace/platform/clickhouse';
import { type Config, loadConfig } from '@ringtrace/platform/config';
import { type Endpoints, endpoints } from '@ringtrace/platform/instance';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { unreachable } from './unreachable.ts';

export interface Connection {
  readonly config: Config;
  readonly endpoints: Endpoints;
  readonly store: Store;
  /** Connects when something is asked of it. */
  readonly kafka: Kafka;
  /** Every schema of feed messages that is known here. */
  readonly schemas: SchemaSource;
}

type Role = 'readWrite' | 'readOnly';

/** A store as one of the instance's two users. */
export function storeOf(at: Endpoints, role: Role): Store {
  return openStore({
    url: at.storeUrl,
    ca: at.storeCa,
    ...at[role],
    database: at.database,
    application: 'ringtrace-cli',
  });
}

/** Runs `work` against the running instance (or what the environment names) and closes the connection behind it. */
export async function withStore<R>(role: Role, work: (connection: Connection) => Promise<R>): Promise<R> {
  const config = loadConfig();
  const at = endpoints(config);
  const store = storeOf(at, role);
  const log = createLog('cli', config.RINGTRACE_LOG_LEVEL);
  const kafka = createKafka(at.kafka, 'ringtrace-cli', log);
  const schemas = schemasOf({ config, store, log });
  try {
    return await work({ config, endpoints: at, store, kafka, schemas });
  } catch (error) {
    throw unreachable(error, config, at.storeUrl);
  } finally {
    await store.close();
  }
}
