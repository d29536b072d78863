/**
 * Stands between a broker and whoever started it, in a process group of its own: Ctrl-C in a terminal does not reach
 * the broker before its clients have drained, and a launcher that dies, however it dies, leaves no broker behind.
 *
 * Arguments: the launcher's process id, data folder, java, java's arguments. Any message means: stop.
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

const tell = (message: object): void => {
  if (process.connected) process.send?.(message);
};

broker.once('spawn', () => {
  const pid = broker.pid;
  if (pid === undefined) return;
  writePids(dataDir, { launcher: Number(launcher), keeper: process.pid, broker: pid });
  tell({ pid });
});
broker.once('error', (error) => tell({ error: error.message }));
broker.once('close', (code, signal) => {
  const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  removePids(dataDir);
  tell({ exitCode });
  if (process.connected) process.disconnect();
});

process.on('disconnect', stop);
process.on('message', stop);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
