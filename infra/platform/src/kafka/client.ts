import kafkajs, { type KafkaConfig, type Kafka as KafkaJs, type LogEntry, type SASLOptions } from 'kafkajs';
import type { Logger } from '../log.ts';
import type { KafkaAccess } from './access.ts';
import { registerCodecs } from './codecs.ts';
import { quietTimers } from './quiet-timers.ts';
import { limitRecords } from './record-limit.ts';

/** How to reach a Kafka cluster. Nothing is connected until something is asked of it. */
export interface Kafka {
  readonly access: KafkaAccess;
  /** A kafkajs client of its own: clients that share one also share a group's offsets. */
  client(overrides?: Partial<KafkaConfig>): KafkaJs;
  readonly log: Logger;
}

let prepared = false;
function prepareOnce(): void {
  if (prepared) return;
  prepared = true;
  registerCodecs();
  limitRecords();
  quietTimers();
}

/** kafkajs calls routine reconnects errors: what matters is said by this seam itself. */
const quietly =
  (log: Logger) =>
  () =>
  ({ namespace, log: { message, ...rest } }: LogEntry) =>
    log.trace({ namespace, error: rest['error'] }, message);

/** Case by case, as kafkajs types it. */
function saslOf({ mechanism, ...login }: NonNullable<KafkaAccess['user']>): SASLOptions {
  switch (mechanism) {
    case 'plain':
      return { mechanism, ...login };
    case 'scram-sha-256':
      return { mechanism, ...login };
    case 'scram-sha-512':
      return { mechanism, ...login };
  }
}

function signIn({ brokers, user, tls }: KafkaAccess): KafkaConfig {
  return {
    brokers,
    ...(user === undefined ? {} : { sasl: saslOf(user) }),
    ...(tls === undefined ? {} : { ssl: tls.ca === undefined ? true : { ca: tls.ca } }),
  };
}

/** `clientId` names the caller in the broker's logs and quotas. */
export function createKafka(access: KafkaAccess, clientId: string, log: Logger): Kafka {
  prepareOnce();
  return {
    access,
    log,
    client: (overrides) =>
      new kafkajs.Kafka({
        ...signIn(access),
        clientId,
        connectionTimeout: 5_000,
        requestTimeout: 30_000,
        retry: { retries: 6, initialRetryTime: 200, maxRetryTime: 3_000 },
        logCreator: quietly(log),
        logLevel: kafkajs.logLevel.INFO,
        ...overrides,
      }),
  };
}
