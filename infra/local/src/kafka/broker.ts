import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { serves } from './left-over.ts';
import { signal } from './process.ts';

/** How the broker's process ended. Both null: its keeper was killed, and the broker with it. */
export type BrokerExit = { readonly code: number | null; readonly signal: string | null };

/** A broker's process, behind its keeper. */
export type Broker = {
  readonly pid: number;
  readonly exited: Promise<BrokerExit>;
  running(): boolean;
  stop(): Promise<void>;
};

const keeperMessage = z.union([
  z.object({ pid: z.int() }),
  z.object({ error: z.string() }),
  z.object({ code: z.int().nullable(), signal: z.string().nullable() }),
]);

const keeperPath = join(import.meta.dirname, 'keeper.ts');

/** Starts java under a keeper and returns once its process exists. */
export function spawnBroker(dataDir: string, java: string, args: readonly string[]): Promise<Broker> {
  const keeperArgs = [keeperPath, String(process.pid), dataDir, java, ...args];
  const keeper = spawn(process.execPath, keeperArgs, {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = Promise.withResolvers<BrokerExit>();
  let pid = 0;
  let running = true;
  let exit: BrokerExit = { code: null, signal: null };
  keeper.once('exit', () => {
    running = false;
    if (pid !== 0 && serves(dataDir, pid)) signal(pid, 'SIGKILL');
    exited.resolve(exit);
  });
  const stop = async (): Promise<void> => {
    if (keeper.connected) keeper.send('stop');
    await exited.promise;
  };
  return new Promise((resolve, reject) => {
    keeper.once('error', reject);
    keeper.once('exit', () => reject(new Error('the process that keeps Kafka ended before Kafka began')));
    keeper.on('message', (raw) => {
      const message = keeperMessage.parse(raw);
      if ('error' in message) reject(new Error(`can't run ${java}: ${message.error}`));
      if ('code' in message) exit = message;
      if (!('pid' in message)) return;
      pid = message.pid;
      resolve({ pid, exited: exited.promise, running: () => running, stop });
    });
  });
}
