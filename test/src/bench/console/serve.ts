import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openPeople } from '@ringtrace/console/server/people/open';
import { announcement } from '@ringtrace/platform/metrics/announce';
import { workerStart } from '@ringtrace/platform/worker-start';

/** A console in a process of its own, and a lead who is signed in. */
export interface Served {
  /** Asks a route below /api/v1, with the whole answer read. */
  get(path: string): Promise<{ readonly status: number; readonly bytes: number; readonly text: string }>;
  stop(): Promise<void>;
}

export async function serveConsole(env: NodeJS.ProcessEnv, home: string): Promise<Served> {
  const child = fork(fileURLToPath(import.meta.resolve('@ringtrace/console/server/main')), [], {
    env: {
      ...env,
      ...workerStart.env,
      RINGTRACE_HOME: home,
      RINGTRACE_CONSOLE_PORT: '0',
      RINGTRACE_API_PORT: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: workerStart.execArgv,
  });
  const exited = once(child, 'exit');
  const serving = new Promise<string>((resolve) =>
    child.on('message', (message) => {
      const told = announcement.safeParse(message);
      if (told.success && told.data.console !== undefined) resolve(told.data.console);
    }),
  );
  const ended = exited.then(() => Promise.reject(new Error('the console ended before it served')));
  const url = (await Promise.race([serving, ended])).replace(/\/$/, '');
  const cookie = await signIn(url, home);
  return {
    async get(path) {
      const response = await fetch(`${url}/api/v1${path}`, { headers: { cookie } });
      const text = await response.text();
      return { status: response.status, bytes: text.length, text };
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Signs a lead in by the form, and returns the session's cookie. */
async function signIn(url: string, home: string): Promise<string> {
  const { people, close } = openPeople(home);
  const name = 'bench';
  const actor = { name: 'operator', reason: 'a benchmark' };
  // A store that was kept has the person of the run before.
  if (people.list().some((person) => person.name === name)) people.remove(name, actor);
  const password = await people.add({ name, role: 'lead', carrier: '' }, actor);
  close();
  const response = await fetch(`${url}/sign-in`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ name, password, to: '/' }),
    redirect: 'manual',
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (response.status !== 303 || cookie === undefined)
    throw new Error(`nobody can sign in: ${response.status}`);
  return cookie;
}
