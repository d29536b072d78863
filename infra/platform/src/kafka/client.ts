import kafkajs, { type KafkaConfig, type Kafka as KafkaJs, type LogEntry } from 'kafkajs';
import type { Logger } from '../log.ts';
import { registerCodecs } from './codecs.ts';
import { quietTimers } from './quiet-timers.ts';
import { limitRecords } from './record-limit.ts';

/** How to reach a Kafka cluster. Nothing is connected until something is asked of it. */
export interface Kafka {
  readonly brokers: readonly string[];
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

/** `clientId` names the caller in the broker's logs and quotas. */
export function createKafka(brokers: readonly string[], clientId: string, log: Logger): Kafka {
  prepareOnce();
  return {
    brokers,
    log,
    client: (overrides) =>
      new kafkajs.Kafka({
        brokers: [...brokers],
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
