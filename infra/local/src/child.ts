import { fork } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Logger } from '@ringtrace/platform/log';
import { Restarts, workerRestarts } from './restarts.ts';

export interface Child {
  /** Asks the worker to finish its work and end; kills it where it has not ended after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

export interface ChildOptions {
  name: string;
  /** Absolute path of the module to run. */
  module: string;
  env: NodeJS.ProcessEnv;
  /** Options of Node, after those of this process. */
  execArgv: readonly string[];
  /** File to which standard output and error are appended. */
  logFile: string;
  log: Logger;
  /** Gets the worker's messages. */
  onMessage?: (message: unknown) => void;
}

/**
 * Keeps one worker process running. A worker that dies is started again; the pause before it grows while it keeps
 * dying. The worker has a process group of its own: Ctrl-C in the terminal reaches only the supervisor, which ends
 * processes in the right order. When the supervisor dies, the worker's IPC channel closes, and the worker ends by
 * itself.
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
      env: options.env,
      execArgv: [...process.execArgv, ...options.execArgv],
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
    // This event also reports a signal that could not be sent. Only without a pid did the worker not start.
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
