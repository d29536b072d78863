import { root } from '@ringtrace/cases/api/root';
import { routes as ofCasework } from '@ringtrace/cases/api/routes/all';
import type { Params } from '@ringtrace/platform/clickhouse';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleRight, rightsOf, roles } from '../people/rights.ts';
import { routes } from '../routes/all.ts';
import { memoryConsole, origin } from './console.fixture.ts';

interface Known {
  readonly method: string;
  readonly path: string;
  readonly needs: ConsoleRight;
  readonly file: readonly string[];
}

const every = [...routes, ...ofCasework].map(({ method, path, needs, file }): [string, Known] => [
  `${method} ${path}`,
  { method, path, needs, file },
]);
const somewhere = (path: string) => `${root}${path.replaceAll(/\{\w+\}/g, 'x')}`;

let console: Awaited<ReturnType<typeof memoryConsole>>;
const cookies = new Map<string, string>();
beforeAll(async () => {
  console = await memoryConsole();
  for (const role of roles) cookies.set(role, await console.cookieFor(role));
});

/** @param as a role; undefined = nobody */
const ask = ({ method, path, file }: Known, as: string | undefined, query = '') => {
  const cookie = as === undefined ? {} : { cookie: cookies.get(as) ?? '' };
  const [type = 'application/json'] = file;
  return console.send(`${somewhere(path)}${query}`, {
    method: method.toUpperCase(),
    headers: { origin, ...cookie, ...(method === 'get' ? {} : { 'content-type': type }) },
    ...(method === 'get' ? {} : { body: '{}' }),
  });
};

describe('every route', () => {
  it('has a path and a method of its own', () => {
    expect(new Set(every.map(([name]) => name)).size).toBe(every.length);
  });

  it.each(every)('%s answers those roles alone that have its right', async (_, route) => {
    expect((await ask(route, undefined)).status).toBe(401);
    for (const role of roles) {
      const { status } = await ask(route, role);
      const outcome = status === 401 || status === 403 ? status : 'let through';
      expect(`${role}: ${outcome}`).toBe(`${role}: ${rightsOf(role).has(route.needs) ? 'let through' : 403}`);
    }
  });

  it.each(every.filter(([, { method }]) => method === 'get'))(
    '%s shows called numbers in full to those alone who may see them',
    async (_, route) => {
      for (const role of roles.filter((one) => !rightsOf(one).has('numbers')))
        expect((await ask(route, role, '?numbers=true&reason=x')).status).toBe(403);
    },
  );

  it.each(every.filter(([, { method }]) => method !== 'get'))(
    "%s takes no change from another site's page",
    async (_, { method, path }) => {
      for (const role of roles) {
        const headers = { cookie: cookies.get(role) ?? '', 'content-type': 'application/json' };
        for (const more of [{}, { origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
          const { status } = await console.send(somewhere(path), {
            method: method.toUpperCase(),
            headers: { ...headers, ...more },
            body: '{}',
          });
          expect(status).toBe(403);
        }
      }
    },
  );
});

/** Queries that say nothing of any carrier: the first day that has figures at all. */
const ofNobody: ReadonlySet<string> = new Set([
  'console: when figures of providers begin',
  // A moment alone: the end of the hours that every feed's rate is shown for.
  'console: newest message of all feeds',
]);

/** Whether a query names a carrier: by its id, among several ids, or by its topic. */
const names = (params: Params, carrier: string) =>
  Object.values(params).some((value) => {
    const ids = String(value).split(',');
    return ids.includes(carrier) || ids.includes(`cdr.${carrier}`);
  });

describe("a carrier's person", () => {
  const theirs = every.filter(([, { method, needs }]) => method === 'get' && rightsOf('carrier').has(needs));
  const asAcme = async (path: string, id: string, query: string) => {
    console.asked.length = 0;
    const there = path.replaceAll(/\{(?:carrier|provider)\}/g, id).replaceAll(/\{\w+\}/g, '0');
    const headers = { cookie: cookies.get('carrier') ?? '' };
    const { status } = await console.send(`${root}${there}${query}`, { headers });
    return { status, asked: console.asked.filter(({ name }) => !ofNobody.has(name)) };
  };

  it.each(theirs)('%s asks the store for nothing but their own carrier', async (_, { path }) => {
    for (const query of ['', '?carrier=rival', '?provider=rival']) {
      const { asked } = await asAcme(path, 'acme', query);
      expect(asked.filter(({ params }) => !names(params, 'acme'))).toEqual([]);
    }
  });

  it.each(theirs.filter(([, { path }]) => /\{(?:carrier|provider)\}/.test(path)))(
    "%s says of another one's that there is none, and asks nothing",
    async (_, { path }) => {
      const { status, asked } = await asAcme(path, 'rival', '');
      expect(status).toBe(404);
      expect(asked).toEqual([]);
    },
  );
});
