import { openPeople } from '@ringtrace/console/server/people/open';
import { startProcess } from '../../console/process.ts';

/** A console in a process of its own, and a lead who is signed in. */
export interface Served {
  /** Asks a route below /api/v1, with the whole answer read. */
  get(path: string): Promise<{ readonly status: number; readonly bytes: number; readonly text: string }>;
  stop(): Promise<void>;
}

export async function serveConsole(env: NodeJS.ProcessEnv, home: string): Promise<Served> {
  const { url, stop } = await startProcess('console', {
    ...env,
    RINGTRACE_HOME: home,
    RINGTRACE_CONSOLE_PORT: '0',
    RINGTRACE_API_PORT: '0',
  });
  const cookie = await signIn(url, home);
  return {
    async get(path) {
      const response = await fetch(`${url}/api/v1${path}`, { headers: { cookie } });
      const text = await response.text();
      return { status: response.status, bytes: text.length, text };
    },
    stop,
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
