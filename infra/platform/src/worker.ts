import { openStore, type Store } from './clickhouse.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { endpoints } from './instance.ts';
import { createKafka, type Kafka } from './kafka/client.ts';
import { createLog, type Logger } from './log.ts';
import { visible } from './visible.ts';
import { messageWithWayOut } from './way-out.ts';

/** What every worker process gets when it starts. */
export interface Worker {
  readonly config: Config;
  readonly log: Logger;
  readonly store: Store;
  readonly kafka: Kafka;
  /** Aborts when the process is asked to end, or when its supervisor has died. */
  readonly signal: AbortSignal;
}

/** A worker that was asked to end exits after this time, ms, even where a store or broker does not respond. */
const leaveMs = 25_000;

function leaveSignal(): AbortSignal {
  const leave = new AbortController();
  const ask = () => {
    leave.abort();
    setTimeout(() => process.exit(1), leaveMs).unref();
  };
  process.once('SIGTERM', ask);
  process.once('SIGINT', ask);
  process.once('disconnect', ask);
  return leave.signal;
}

function start(name: string): Worker {
  const config = loadConfig();
  const at = endpoints(config);
  const log = createLog(name, config.RINGTRACE_LOG_LEVEL);
  const application = `ringtrace-${name}`;
  return {
    config,
    log,
    store: openStore({
      url: at.storeUrl,
      ca: at.storeCa,
      ...at.readWrite,
      database: at.database,
      application,
    }),
    kafka: createKafka(at.kafka, application, log),
    signal: leaveSignal(),
  };
}

/**
 * Runs this process as a worker and ends the process. Exit code 0: the work ended, by itself or on request. 2: wrong
 * settings. 1: any other error. An error is written to standard error in one line.
 */
export function runWorker(name: string, work: (worker: Worker) => Promise<void>): void {
  const run = async () => {
    const worker = start(name);
    await work(worker);
    await worker.store.close();
  };
  run().then(
    () => process.exit(0),
    (error) => {
      console.error(`ringtrace ${name}: ${visible(messageWithWayOut(error))}`);
      process.exit(error instanceof ConfigError ? 2 : 1);
    },
  );
}

/** Sends a message to the supervisor, where there is one. */
export function tellParent(message: object): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
