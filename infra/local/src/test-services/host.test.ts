import { fork } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive } from '@ringtrace/platform/alive';
import { servicesVariable } from '@ringtrace/setup/test-services';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { sharedEngine } from './ask.ts';
import { hostServices } from './host.ts';
import { openTestStore } from './store.ts';

const hello = z.object({ socket: z.string() });
const main = fileURLToPath(new URL('./main.ts', import.meta.url));

it('every file of a run gets the same engine, and a database of its own', async () => {
  const [one, other] = await Promise.all([openTestStore(), openTestStore()]);
  expect(one.engine.pid).toBe(other.engine.pid);
  expect(one.store.database).not.toBe(other.store.database);
  await Promise.all([one.close(), other.close()]);
});

it('the services end with the process that offers them, though it is killed', async () => {
  const offering = fork(main, [], { execArgv: [] });
  const socket = await new Promise<string>((resolve) =>
    offering.once('message', (message) => resolve(hello.parse(message).socket)),
  );
  vi.stubEnv(servicesVariable, socket);
  const { pid } = await sharedEngine();
  expect(isAlive(pid)).toBe(true);
  offering.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 120_000 });
  vi.unstubAllEnvs();
  rmSync(dirname(socket), { recursive: true, force: true });
});

it('nothing starts before somebody asks, and the end leaves nothing behind', async () => {
  const host = await hostServices();
  const home = dirname(host.socket);
  expect(readdirSync(home)).toEqual([basename(host.socket)]);
  await host.stop();
  expect(existsSync(home)).toBe(false);
});
