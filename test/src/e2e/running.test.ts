import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { openStore } from '@ringtrace/platform/clickhouse';
import { loadConfig } from '@ringtrace/platform/config';
import { consoleOf, endpoints } from '@ringtrace/platform/instance';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { until } from '../ingest/stack.ts';
import { Home, type Server, up } from './ringtrace.ts';

const main = fileURLToPath(import.meta.resolve('ringtrace/main'));

const home = new Home();
let server: Server;
beforeAll(async () => {
  server = await up(home);
  // A worker says by itself where it serves, a moment after it was started.
  await until(
    'all workers say where they serve',
    async () => server.read().workers.length,
    (workers) => workers === 4,
  );
});
afterAll(async () => {
  await server.interrupt();
  home.remove();
});

/** Each record calls another number. Many calls at once to one number would be much work to tell apart. */
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
  expect(now.workers.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['cases', 'console', 'detect', 'ingest']),
  );
  expect(now.unanswered).toEqual([{ what: ['campaigns'], why: expect.stringContaining('campaigns') }]);
  const plain = await home.run(['status']);
  expect(plain.code).toBe(1);
  expect(plain.stdout).toMatch(/^campaigns +\?$/m);
  expect(plain.stdout).toMatch(/^not known +campaigns: /m);

  await store.command('RENAME TABLE elsewhere TO campaigns');
  await store.close();
  expect(standing.parse(await home.json('status'))).toMatchObject({ campaigns: 0, unanswered: [] });
});

it('the console lets in who has a password, until the person is taken away', async () => {
  const url = consoleOf(server.read()) ?? '';
  expect((await home.run(['status'])).stdout).toContain(`console ${url}`);
  const password = readFileSync(join(home.directory, 'console', 'password'), 'utf8').trim();
  const signedIn = await fetch(`${url}/sign-in`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ name: 'lead', password, to: '/cases' }),
    redirect: 'manual',
  });
  expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/cases']);
  const [cookie = ''] = (signedIn.headers.getSetCookie()[0] ?? '').split(';');
  const me = () => fetch(`${url}/api/v1/console/me`, { headers: { cookie } });
  expect(await (await me()).json()).toMatchObject({ name: 'lead', role: 'lead' });
  const page = await fetch(`${url}/cases`, { headers: { cookie } });
  expect(await page.text()).toContain('<script type="module"');
  const refused = await home.run(['person', 'remove', 'lead']);
  expect([refused.code === 0, refused.stderr]).toEqual([false, expect.stringContaining('is the last lead')]);
  expect((await me()).status).toBe(200);
  expect((await home.run(['person', 'remove', 'lead', '--force'])).code).toBe(0);
  expect((await me()).status).toBe(401);
});

/** Each to another number: so many calls at once to one number would be much work to tell apart. */
const record = (call_id: string, i: number) =>
  JSON.stringify({
    call_id,
    start_time: '2026-03-03T15:00:00Z',
    end_time: '2026-03-03T15:00:30Z',
    called_number: `+1312${5_550_000 + i}`,
    sip_code: 486,
  });

function startFeed(...args: string[]) {
  const child = spawn(process.execPath, [main, 'feed', '--carrier', 'acme', '--format', 'jsonl', ...args], {
    env: home.env,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, exited, said: text(child.stderr) };
}

const stored = (calls: string) => home.rows(`SELECT count() FROM cdr WHERE call_id LIKE '${calls}-%'`);

it('a feed that is stopped says what it sent, and that is stored', async () => {
  const path = join(home.directory, 'long.jsonl');
  writeFileSync(path, Array.from({ length: 20_000 }, (_, i) => `${record(`stopped-${i}`, i)}\n`).join(''));
  const { child, exited, said } = startFeed('--rate', '1000', '--json', path);
  await until(
    'something fed',
    () => stored('stopped'),
    ([n]) => Number(n) > 0,
  );
  child.kill('SIGINT');
  expect(await exited).toBe(130);
  const [, sent = ''] =
    /"stopped: ([\d,]+) records sent; feed the file again, that is harmless"/.exec(await said) ?? [];
  expect(Number(sent.replaceAll(',', ''))).toBeLessThan(20_000);
  await home.idle();
  expect(await stored('stopped')).toEqual([sent.replaceAll(',', '')]);
});

it('a feed of standard input ends although nothing comes there, and takes no half line', async () => {
  const { child, exited, said } = startFeed('--rate', '100000', '-');
  child.stdin.write(
    Array.from({ length: 2_500 }, (_, i) => `${record(`piped-${i}`, 30_000 + i)}\n`).join(''),
  );
  child.stdin.write(record('piped-half', 0).slice(0, -1));
  await until(
    'all whole batches stored',
    () => stored('piped'),
    ([n]) => n === '2000',
  );
  child.kill('SIGTERM');
  expect(await exited).toBe(143);
  expect(await said).toContain('stopped: 2,500 records sent; feed the file again, that is harmless');
  await home.idle();
  expect(await stored('piped')).toEqual(['2500']);
});
