import { openStore } from '@ringtrace/platform/clickhouse';
import { loadConfig } from '@ringtrace/platform/config';
import { endpoints } from '@ringtrace/platform/instance';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { until } from '../ingest/stack.ts';
import { Home, type Server, up } from './ringtrace.ts';

const home = new Home();
let server: Server;
beforeAll(async () => {
  server = await up(home);
  // A worker reports its address a moment after its start.
  await until(
    'both workers say where they serve',
    async () => server.read().workers.length,
    (workers) => workers === 2,
  );
}, 200_000);
afterAll(async () => {
  await server.interrupt();
  home.remove();
});

const standing = z.object({
  cdrs: z.number().nullable(),
  campaigns: z.number().nullable(),
  workers: z.array(z.object({ name: z.string() })),
  unanswered: z.array(z.object({ what: z.array(z.string()), why: z.string() })),
});

it('status says what it can, and names what it could not ask', async () => {
  const at = endpoints(loadConfig(home.env));
  const store = openStore({ url: at.storeUrl, ...at.readWrite, database: at.database, application: 'test' });
  await store.command('RENAME TABLE campaigns TO elsewhere');
  const asJson = await home.run(['status', '--json']);
  expect(asJson.code).toBe(1);
  const now = standing.parse(JSON.parse(asJson.stdout));
  expect(now).toMatchObject({ cdrs: 0, campaigns: null });
  expect(now.workers.map(({ name }) => name)).toEqual(expect.arrayContaining(['detect', 'ingest']));
  expect(now.unanswered).toEqual([{ what: ['campaigns'], why: expect.stringContaining('campaigns') }]);
  const plain = await home.run(['status']);
  expect(plain.code).toBe(1);
  expect(plain.stdout).toMatch(/^campaigns +\?$/m);
  expect(plain.stdout).toMatch(/^not known +campaigns: /m);

  await store.command('RENAME TABLE elsewhere TO campaigns');
  await store.close();
  expect(standing.parse(await home.json('status'))).toMatchObject({ campaigns: 0, unanswered: [] });
});
