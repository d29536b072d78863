import { root } from '@ringtrace/cases/api/root';
import { routes as ofCasework } from '@ringtrace/cases/api/routes/all';
import { rightsOf } from '@ringtrace/console/server/people/rights';
import { routes } from '@ringtrace/console/server/routes/all';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exampleAsItIs } from './example.ts';
import { type ConsoleInstance, startConsole } from './instance.ts';

/** Carriers of the example, the largest first. */
const carriersOf = defineQuery()({
  name: 'carriers of the example',
  sql: 'SELECT carrier FROM cdr GROUP BY carrier ORDER BY count() DESC, carrier',
  row: z.object({ carrier: z.string() }),
});

let instance: ConsoleInstance;
let own = '';
let others: readonly string[] = [];
let cookie = '';
beforeAll(async () => {
  instance = await startConsole(exampleAsItIs);
  const found = (await instance.store.query(carriersOf, {})).map(({ carrier }) => carrier);
  [own = '', ...others] = found;
  const { name, password } = await instance.account('carrier', own);
  const signedIn = await fetch(`${instance.url}/sign-in`, {
    method: 'POST',
    headers: { origin: instance.url },
    body: new URLSearchParams({ name, password }),
    redirect: 'manual',
  });
  [cookie = ''] = (signedIn.headers.getSetCookie()[0] ?? '').split(';');
});
afterAll(() => instance.stop());

const get = async (path: string) => {
  const response = await fetch(`${instance.url}${root}${path}`, { headers: { cookie } });
  return { status: response.status, text: await response.text() };
};

/** A path with a carrier, or provider, in its place. */
const at = (path: string, id: string) =>
  path.replaceAll(/\{(?:carrier|provider)\}/g, id).replaceAll(/\{\w+\}/g, '0');

const reading = [...routes, ...ofCasework].filter(({ method }) => method === 'get');
const theirs = reading.filter(({ needs }) => rightsOf('carrier').has(needs)).map(({ path }) => path);
const closed = reading.filter(({ needs }) => !rightsOf('carrier').has(needs)).map(({ path }) => path);
const ofOne = theirs.filter((path) => /\{(?:carrier|provider)\}/.test(path));

describe("a carrier's person, on the records of the example", () => {
  it('sees the own feed and the own card', async () => {
    expect(others.length).toBeGreaterThan(1);
    const [feed, card, list] = [
      await get(`/console/feeds/${own}`),
      await get(`/console/providers/${own}`),
      await get('/console/feeds.csv'),
    ];
    expect([feed.status, card.status, list.status]).toEqual([200, 200, 200]);
    for (const { text } of [feed, card, list]) expect(text).toContain(own);
  });

  it.each(theirs)('%s names no other carrier, whatever is asked for', async (path) => {
    const [rival = ''] = others;
    for (const query of ['', `?carrier=${rival}`, `?provider=${rival}`]) {
      const { status, text } = await get(`${at(path, own)}${query}`);
      expect([200, 400, 404]).toContain(status);
      // The message of an error repeats what was asked for.
      if (status !== 200) continue;
      // The filter of a CSV file is what was asked for. Everywhere else in the file, the name would be a leak.
      const said = path.endsWith('.csv') && query !== '' ? text.replace(query.slice(1), '') : text;
      const words = new Set(said.match(/[\w.-]+/g));
      expect(others.filter((other) => words.has(other))).toEqual([]);
    }
  });

  it.each(ofOne)('%s of another carrier is not there', async (path) => {
    for (const other of others) expect((await get(at(path, other))).status).toBe(404);
  });

  it.each(closed)('%s is closed', async (path) => {
    expect((await get(at(path, own))).status).toBe(403);
  });
});
