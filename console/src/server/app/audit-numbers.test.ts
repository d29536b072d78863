import { expect, it } from 'vitest';
import { memoryConsole } from './console.fixture.ts';

const api = '/api/v1';

it('a search by a called number stands in the log, and no auditor reads the number', async () => {
  const { send, cookieFor, desk } = await memoryConsole();
  const as = async (role: 'analyst' | 'auditor', path: string) =>
    send(`${api}${path}`, { headers: { cookie: await cookieFor(role) } });
  expect((await as('analyst', '/console/calls?called=%2B1+202+555+0123')).status).toBe(200);
  expect(desk.log.last()).toMatchObject({ type: 'numbers_read' });
  expect(JSON.parse(desk.log.last()?.data ?? '')).toEqual({
    what: 'search of calls to 1202555xxxx',
    numbers: 1,
    called_number: 12_025_550_123,
  });
  const text = await (await as('auditor', '/events')).text();
  expect(text).toContain('1202555xxxx');
  expect(text).not.toContain('0123');
});

it('called numbers in full need a reason', async () => {
  const { send, cookieFor } = await memoryConsole();
  const headers = { cookie: await cookieFor('analyst') };
  for (const path of ['/console/calls', '/cases/x'])
    for (const query of ['?numbers=true', '?numbers=true&reason=+']) {
      const response = await send(`${api}${path}${query}`, { headers });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('say why');
    }
});

it('a range that begins behind all records has no calls', async () => {
  const { send, cookieFor } = await memoryConsole();
  const headers = { cookie: await cookieFor('analyst') };
  const { status } = await send(`${api}/console/calls?from=2026-03-02T15:00:00Z`, { headers });
  expect(status).toBe(200);
});
