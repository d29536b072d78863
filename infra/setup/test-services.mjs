import { fork } from 'node:child_process';
import { join } from 'node:path';
import { ourNode, root } from './our-node.mjs';

/** Holds the Unix socket by which tests ask for the broker and the engine of their run. */
export const servicesVariable = 'RINGTRACE_TEST_SERVICES';

const program = join(root, 'infra', 'local', 'src', 'test-services', 'main.ts');

/**
 * Offers one broker and one engine to the tests of all workspaces. Each starts when a test first asks for it. Both end
 * with this process, however it ends.
 * @returns {Promise<{ socket: string, stop(): Promise<void> }>}
 */
export async function offerTestServices() {
  const child = fork(program, [], {
    execPath: ourNode,
    execArgv: [],
    // Out of the terminal's process group: Ctrl-C is for the tests, and the services end after them.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => child.once('exit', () => resolve()));
  /** @type {Promise<string>} */
  const told = new Promise((resolve) =>
    child.once('message', (/** @type {{ socket: string }} */ { socket }) => resolve(socket)),
  );
  const socket = await Promise.race([told, exited]);
  if (socket === undefined) throw new Error('the process that offers services to the tests ended at once');
  return {
    socket,
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
