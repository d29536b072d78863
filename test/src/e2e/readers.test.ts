import { afterAll, beforeAll, expect, it } from 'vitest';
import { Home, type Server, up } from './ringtrace.ts';

let home: Home;
let server: Server | undefined;
let password: string;

beforeAll(async () => {
  home = new Home();
  password = (await home.ok(['reader', 'add', 'nils', '--role', 'carrier', '--carrier', 'north.one'])).trim();
  await home.ok(['reader', 'add', 'anna', '--role', 'analyst']);
  server = await up(home);
});
afterAll(async () => {
  await server?.interrupt();
  home.remove();
});

it('lets a reader log in after a start, at the port of analysts, in the database of the reader', async () => {
  const response = await fetch(`${server?.instance.clickhouseUrl}/`, {
    method: 'POST',
    body: 'SELECT currentDatabase(), count() FROM cdr',
    headers: { 'X-ClickHouse-User': 'nils', 'X-ClickHouse-Key': password },
  });
  expect(await response.text()).toBe('ringtrace_of_north_2eone\t0\n');
});

it('lists readers, and prints their rights for a server', async () => {
  expect(await home.json('reader', 'list')).toMatchObject([
    { name: 'anna', role: 'analyst', database: 'ringtrace_masked' },
    { name: 'nils', role: 'carrier', carrier: 'north.one', database: 'ringtrace_of_north_2eone' },
  ]);
  const sql = await home.ok(['reader', 'sql']);
  expect(sql).toContain('CREATE USER IF NOT EXISTS `nils`');
  expect(sql).not.toContain(password);
  await home.ok(['reader', 'remove', 'anna']);
  expect(await home.json('reader', 'list')).toMatchObject([{ name: 'nils' }]);
});

it.each([
  [2, ['reader', 'add', 'x', '--role', 'carrier'], '--role carrier needs --carrier ID'],
  [
    2,
    ['reader', 'add', 'x', '--role', 'lead', '--carrier', 'north'],
    '--carrier goes with --role carrier only',
  ],
  [2, ['reader', 'add', 'x', '--role', 'carrier', '--carrier', "n'"], 'is no carrier id'],
  [1, ['reader', 'add', 'nils', '--role', 'lead'], 'is a reader already'],
  [1, ['reader', 'add', 'analyst', '--role', 'lead'], "can't be the name of a reader"],
  [1, ['reader', 'remove', 'nobody'], "there is no reader 'nobody'"],
])('ends with %i: %j', async (code, args, message) => {
  expect(await home.run(args)).toMatchObject({ code, stderr: expect.stringContaining(message) });
});
