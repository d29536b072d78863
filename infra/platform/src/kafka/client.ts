import kafkajs, { type KafkaConfig, type Kafka as KafkaJs, type LogEntry, type SASLOptions } from 'kafkajs';
import type { Logger } from '../log.ts';
import type { KafkaAccess } from './access.ts';
import { registerCodecs } from './codecs.ts';
import { quietTimers } from './quiet-timers.ts';
import { limitRecords } from './record-limit.ts';

/** Access to a Kafka cluster. It connects only when a client of it does. */
export interface Kafka {
  readonly access: KafkaAccess;
  /** A new kafkajs client. Consumers must not share one: they would share a group's offsets too. */
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

/**
 * Sends kafkajs' messages to the log at level trace: it reports ordinary reconnects as errors. Our code logs what
 * matters.
 */
const quietly =
  (log: Logger) =>
  () =>
  ({ namespace, log: { message, ...rest } }: LogEntry) =>
    log.trace({ namespace, error: rest['error'] }, message);

/** The login in kafkajs' form. Its type needs a case for each mechanism. */
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

/** Access for a process; `clientId` is its name in the broker's logs and quotas. */
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
