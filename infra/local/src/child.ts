import { fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from '@ringtrace/platform/log';
import { workerStart } from '@ringtrace/platform/worker-start';
import { Restarts, workerRestarts } from './restarts.ts';

export interface Child {
  /** Asks it to drain and leave, waits, and ends it by force only after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

export interface ChildOptions {
  name: string;
  /** The module to run, as an absolute path. */
  module: string;
  env: NodeJS.ProcessEnv;
  /** Where its standard output and error go; appended. */
  logFile: string;
  log: Logger;
  /** Gets what the worker tells. */
  onMessage?: (message: unknown) => void;
}

/**
 * Keeps one worker process running: a worker that dies is started again, ever more slowly while it keeps dying.
 * It runs in a process group of its own, so that Ctrl-C reaches it through us and in our order; when we die, its
 * IPC channel closes and it leaves by itself.
 */
export function keepRunning(options: ChildOptions): Child {
  let stopping = false;
  const restarts = new Restarts(workerRestarts);
  let timer: NodeJS.Timeout | undefined;
  let current = start();

  function start() {
    mkdirSync(dirname(options.logFile), { recursive: true });
    const output = openSync(options.logFile, 'a');
    restarts.started();
    const child = fork(options.module, [], {
      env: { ...workerStart.env, ...options.env },
      execArgv: [...process.execArgv, ...workerStart.execArgv],
      detached: true,
      stdio: ['ignore', output, output, 'ipc'],
    });
    closeSync(output);
    if (options.onMessage !== undefined) child.on('message', options.onMessage);
    const died = (how: Record<string, unknown>) => {
      if (stopping) return;
      const restartInMs = restarts.died();
      if (restartInMs === undefined) return;
      options.log.error(
        { worker: options.name, ...how, restartInMs, logFile: options.logFile },
        'worker died; starting it again',
      );
      timer = setTimeout(() => {
        current = start();
      }, restartInMs);
    };
    child.once('exit', (code, signal) => died({ code, signal }));
    // Also told of a signal that could not be sent: only without a process it did not start.
    child.on('error', (error) => {
      if (child.pid === undefined) died({ err: error });
    });
    return child;
  }

  return {
    async stop(graceMs = 30_000) {
      stopping = true;
      clearTimeout(timer);
      const child = current;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(force);
    },
  };
}
