import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { serves } from './left-over.ts';
import { signal } from './process.ts';

/** 128 + 9: the exit code of a process that was ended by SIGKILL. */
const killed = 137;

/** A broker's process, which runs under a keeper process (see `keeper.ts`). */
export type Broker = {
  readonly pid: number;
  /** The exit code once the process has ended; 128 + n for signal n. */
  readonly exited: Promise<number>;
  running(): boolean;
  stop(): Promise<void>;
};

const keeperMessage = z.union([
  z.object({ pid: z.int() }),
  z.object({ error: z.string() }),
  z.object({ exitCode: z.int() }),
]);

const keeperPath = join(import.meta.dirname, 'keeper.ts');

/** Starts java under a keeper process and returns once java's process exists. Throws where java can't be run. */
export function spawnBroker(dataDir: string, java: string, args: readonly string[]): Promise<Broker> {
  const keeperArgs = [keeperPath, String(process.pid), dataDir, java, ...args];
  const keeper = spawn(process.execPath, keeperArgs, {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = Promise.withResolvers<number>();
  let pid = 0;
  let running = true;
  // Stays so where the keeper is killed: the broker is killed then too.
  let exitCode = killed;
  keeper.once('exit', () => {
    running = false;
    if (pid !== 0 && serves(dataDir, pid)) signal(pid, 'SIGKILL');
    exited.resolve(exitCode);
  });
  const stop = async (): Promise<void> => {
    if (keeper.connected) keeper.send('stop');
    await exited.promise;
  };
  return new Promise((resolve, reject) => {
    keeper.once('error', reject);
    keeper.once('exit', () => reject(new Error("Kafka's keeper process ended before Kafka started")));
    keeper.on('message', (raw) => {
      const message = keeperMessage.parse(raw);
      if ('error' in message) reject(new Error(`can't run ${java}: ${message.error}`));
      if ('exitCode' in message) exitCode = message.exitCode;
      if (!('pid' in message)) return;
      pid = message.pid;
      resolve({ pid, exited: exited.promise, running: () => running, stop });
    });
  });
}
