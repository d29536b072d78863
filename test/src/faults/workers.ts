import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type KafkaAccess, kafkaEnvironment } from '@ringtrace/platform/kafka/access';
import { workerStart } from '@ringtrace/platform/worker-start';

const modules = { ingest: '@ringtrace/ingest/worker/main', detect: '@ringtrace/detect/main' } as const;
type Kind = keyof typeof modules;

/** Small blocks, so that inserts, arrivals and commits follow each other all the time. */
const smallBlocks = { RINGTRACE_BLOCK_ROWS: '600', RINGTRACE_BLOCK_MS: '150' };

/** A worker that is started again whenever it ends, as the supervisor does, until it is asked to leave. */
export class Worker {
  readonly name: string;
  readonly #start: () => ChildProcess;
  #child: ChildProcess;
  #leaving = false;
  #killed = false;
  /** Ends that were neither a kill nor asked for. */
  readonly accidents: string[] = [];

  constructor(name: string, start: () => ChildProcess) {
    this.name = name;
    this.#start = start;
    this.#child = this.#run();
  }

  #run(): ChildProcess {
    const child = this.#start();
    child.once('exit', (code, signal) => {
      if (this.#leaving) return;
      if (!this.#killed) this.accidents.push(`${this.name} ended by itself: code ${code}, signal ${signal}`);
      this.#killed = false;
      this.#child = this.#run();
    });
    return child;
  }

  kill(): void {
    this.#killed = true;
    this.#child.kill('SIGKILL');
  }

  /** Makes the worker finish its work and leave, and waits for it. */
  async leave(): Promise<void> {
    this.#leaving = true;
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 30_000);
    await gone;
    clearTimeout(force);
  }
}

/** What a worker process needs in its environment. */
export interface WorkerPlace {
  readonly home: string;
  readonly kafka: KafkaAccess;
  /** File of the authority that signed the brokers' certificates, where they speak TLS. */
  readonly kafkaCa?: string | undefined;
  readonly clickhouseUrl: string;
  readonly credentials: { readonly user: string; readonly password: string };
  readonly database: string;
  /** Settings instead of those that the tests of faults need. */
  readonly settings?: NodeJS.ProcessEnv;
}

/** Starts a worker process. It logs to `logs/` in the home. */
export function startWorker(place: WorkerPlace, kind: Kind, number: number): Worker {
  const name = `${kind}-${number}`;
  const env = {
    ...process.env,
    ...smallBlocks,
    RINGTRACE_HOME: place.home,
    ...kafkaEnvironment(place.kafka),
    ...(place.kafkaCa === undefined ? {} : { KAFKA_TLS_CA: place.kafkaCa }),
    CLICKHOUSE_URL: place.clickhouseUrl,
    CLICKHOUSE_USER: place.credentials.user,
    CLICKHOUSE_PASSWORD: place.credentials.password,
    CLICKHOUSE_DATABASE: place.database,
    RINGTRACE_HOLD_MINUTES: '0',
    RINGTRACE_LOG_LEVEL: 'info',
    ...place.settings,
  };
  const logs = join(place.home, 'logs');
  mkdirSync(logs, { recursive: true });
  const start = workerStart(kind);
  return new Worker(name, () => {
    const output = openSync(join(logs, `${name}.log`), 'a');
    const child = fork(fileURLToPath(import.meta.resolve(modules[kind])), [], {
      env: { ...start.env, ...env },
      stdio: ['ignore', output, output, 'ipc'],
      execArgv: start.execArgv,
    });
    closeSync(output);
    return child;
  });
}
