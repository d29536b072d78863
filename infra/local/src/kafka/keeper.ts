/**
 * The keeper: a process between a broker and the launcher that started it. It has a process group of its own, so that
 * Ctrl-C in a terminal does not end the broker before its clients have finished. When the launcher dies, even by
 * SIGKILL, the keeper stops the broker.
 *
 * Arguments: the launcher's process id, data folder, java, java's arguments. Any message from the launcher means: stop.
 */
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { files } from './config.ts';
import { removePids, writePids } from './pids.ts';

const [launcher = '', dataDir = '', java = '', ...args] = process.argv.slice(2);
const killAfterMs = 15_000;

const output = openSync(join(dataDir, files.output), 'w');
const broker = spawn(java, args, { cwd: dataDir, stdio: ['ignore', output, output] });

const stop = (): void => {
  broker.kill('SIGTERM');
  setTimeout(() => broker.kill('SIGKILL'), killAfterMs).unref();
};

const report = (message: object): void => {
  if (process.connected) process.send?.(message);
};

broker.once('spawn', () => {
  const pid = broker.pid;
  if (pid === undefined) return;
  writePids(dataDir, { launcher: Number(launcher), keeper: process.pid, broker: pid });
  report({ pid });
});
broker.once('error', (error) => report({ error: error.message }));
broker.once('close', (code, signal) => {
  const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  removePids(dataDir);
  report({ exitCode });
  if (process.connected) process.disconnect();
});

process.on('disconnect', stop);
process.on('message', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
