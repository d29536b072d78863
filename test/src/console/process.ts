import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { announcement } from '@ringtrace/platform/metrics/announce';
import { workerStart } from '@ringtrace/platform/worker-start';
import { hasPages } from '@ringtrace/setup/pages';

const mains = { console: '@ringtrace/console/server/main', cases: '@ringtrace/cases/main' } as const;

/** A console without pages serves nobody. Throws where they are missing, or older than their sources. */
export function mustHavePages(): void {
  if (!hasPages())
    throw new Error(
      "the console's pages are missing from console/dist, or older than their sources: 'npm run build' builds them",
    );
}

/** A worker in a process of its own, once it has said where it serves. What it writes to standard error is ours to see. */
export async function startProcess(name: keyof typeof mains, env: NodeJS.ProcessEnv) {
  const start = workerStart(name);
  const child = fork(fileURLToPath(import.meta.resolve(mains[name])), [], {
    env: { ...env, ...start.env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: start.execArgv,
  });
  const exited = once(child, 'exit');
  const serving = new Promise<string>((resolve) =>
    child.on('message', (message) => {
      const told = announcement.safeParse(message);
      if (told.success) resolve(told.data.console ?? told.data.url);
    }),
  );
  const ended = exited.then(() => Promise.reject(new Error(`${name} ended before it served`)));
  const url = await Promise.race([serving, ended]);
  return {
    url: url.replace(/\/$/, ''),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
