import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type WorkerName, workerStart } from '@ringtrace/platform/worker-start';
import type { OwnStack } from './stack.ts';

/** A worker in a process of its own, as the supervisor runs it. */
export interface Worker {
  readonly child: ChildProcess;
  /** What it wrote to standard error so far. */
  errors(): string;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Asks it to leave and waits. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

const ingestMain = fileURLToPath(import.meta.resolve('@ringtrace/ingest/worker/main'));

/** Starts an ingest worker, or another program that reads the same environment, with the Node options of the worker `as`. */
export function startWorker(
  stack: OwnStack,
  env: NodeJS.ProcessEnv = {},
  main = ingestMain,
  args: string[] = [],
  as: WorkerName = 'ingest',
): Worker {
  const start = workerStart(as);
  const child = fork(main, args, {
    env: { ...start.env, ...stack.env(), ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: start.execArgv,
  });
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  return {
    child,
    errors: () => text,
    exited,
    async stop() {
      child.kill('SIGTERM');
      return (await exited).code;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
