import { requestMessage } from '@ringtrace/schemas/casework/request';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Home, type Server, up } from '../e2e/ringtrace.ts';
import { until } from '../ingest/stack.ts';

const home = new Home({
  settings: {
    RINGTRACE_API_PORT: '0',
    RINGTRACE_ANSWER_URL: 'https://traceback.example',
    RINGTRACE_SENDER: 'Example Group <t@group.example>',
  },
});
let server: Server;
let token: string;
beforeAll(async () => {
  server = await up(home);
  token = (await home.ok(['token', 'add', 'anna'])).trim();
});
afterAll(async () => {
  await server.interrupt();
  home.remove();
});

/** Where the API is served, once its worker has said so. */
const apiUrl = () =>
  until(
    'the address of the API',
    async () => server.read().workers.find(({ name }) => name === 'cases')?.api,
    (url) => url !== undefined,
  );

async function send(method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
  const response = await fetch(`${await apiUrl()}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said: unknown = await response.json();
  return { status: response.status, body: said };
}

const listed = z.object({
  total: z.number(),
  items: z.array(z.record(z.string(), z.unknown())),
  next: z.string().nullable(),
});
const list = async (path: string) => listed.parse((await send('GET', path)).body);

describe('the API of a running instance', () => {
  it('leads a complaint to its caller, whose provider answers at its link', async () => {
    const { case_id } = z.object({ case_id: z.string() }).parse(
      (
        await send('POST', '/cases', {
          source: 'complaint',
          title: 'calls of a false bank',
          reason: 'they called twice',
        })
      ).body,
    );
    // A list shows a change once it is acknowledged.
    expect(await list('/cases')).toMatchObject({
      total: 1,
      items: [{ case_id, status: 'open' }],
      next: null,
    });
    const before = new Date().toISOString();
    const opened = await send('POST', '/tracebacks', {
      case_id,
      calling_number: 12025550100,
      called_number: 13035550100,
      call_time: '2026-03-02T14:30:00Z',
      start: 'acme',
    });
    const { traceback_id, drafted } = z
      .object({ traceback_id: z.string(), drafted: z.object({ request_id: z.string() }) })
      .parse(opened.body);
    const { request_id } = drafted;
    expect((await send('POST', `/requests/${request_id}/approve`, {})).status).toBe(200);
    await until(
      'the request went out',
      async () => z.object({ status: z.string() }).parse((await send('GET', `/requests/${request_id}`)).body),
      ({ status }) => status === 'sent',
    );
    const { items } = z
      .object({ items: z.array(z.object({ form: z.string(), base64: z.string() })) })
      .parse((await send('GET', `/requests/${request_id}/bytes`)).body);
    const json = items.find(({ form }) => form === 'json');
    const read = requestMessage.parse(JSON.parse(Buffer.from(json?.base64 ?? '', 'base64').toString()));
    expect(read.requests[0]?.answer_at).toMatch(/\/answer\/\(withheld\)$/);
    const kept = await home.ok(['request', 'show', request_id, '--form', 'json']);
    const sent = requestMessage.parse(JSON.parse(kept));
    const link = new URL(sent.requests[0]?.answer_at ?? '').pathname;

    const page = await fetch(`${await apiUrl()}${link}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(request_id);
    const answered = await fetch(`${await apiUrl()}${link}`, {
      method: 'POST',
      body: new URLSearchParams({
        kind: 'own_customer',
        'own_customer-customer-name': 'Robo Ltd',
        do: 'send',
      }),
    });
    expect(await answered.text()).toContain('Your answer was received');
    expect((await fetch(`${await apiUrl()}${link}`)).status).toBe(410);

    expect(await list('/tracebacks?status=ended')).toMatchObject({
      total: 1,
      items: [{ traceback_id, outcome: 'caller_identified', calling_number: '12025550100' }],
    });
    expect(await list(`/tracebacks?as_of=${before}`)).toMatchObject({ total: 0 });
    expect(await list(`/answers?request_id=${request_id}`)).toMatchObject({
      items: [{ way: 'link', kind: 'own_customer', customer_name: 'Robo Ltd', amended_at: null }],
    });
    expect(await list('/requests?provider=acme')).toMatchObject({
      items: [{ request_id, status: 'answered' }],
    });
    const action = { traceback_id, provider: 'acme', caller: 'Robo Ltd', action: 'warned' };
    await send('POST', '/actions', { ...action, taken_at: '2026-03-03T00:00:00Z' });
    expect(await list('/actions')).toMatchObject({ items: [{ caller: 'Robo Ltd' }] });
    expect((await send('GET', '/verdicts/precision')).body).toEqual({ items: [] });
    expect((await send('GET', '/candidates/t-none/verdict')).status).toBe(404);
  });

  it('has every row of a list on one of its pages', async () => {
    for (let n = 0; n < 4; n += 1) await send('POST', '/cases', { source: 'honeypot', title: `case ${n}` });
    const ids: unknown[] = [];
    for (let query: string | null = '?source=honeypot&limit=2'; query !== null; ) {
      const page: z.infer<typeof listed> = await list(`/cases${query}`);
      expect(page.total).toBe(4);
      ids.push(...page.items.map((item) => item['case_id']));
      query = page.next;
    }
    expect(new Set(ids).size).toBe(4);
  });

  it('knows of report-only mode, as every command of casework does', async () => {
    const notice = 'Report-only mode: nothing is sent to anybody';
    const saysSo = async (...args: string[]) => (await home.run(args)).stderr.includes(notice);
    expect(await saysSo('candidates')).toBe(false);
    await home.ok(['rules', 'set', '--report-only', 'on', '--reason', 'first week']);
    expect(await saysSo('candidates')).toBe(true);
    expect(await saysSo('case', 'list')).toBe(true);
    expect((await send('GET', '/rules')).body).toMatchObject({ rules: { report_only: true } });
    expect((await send('POST', '/requests/send', {})).status).toBe(422);
    expect((await send('POST', '/rules/report-only', { report_only: false })).status).toBe(200);
    expect(await saysSo('case', 'list')).toBe(false);
    expect((await home.run(['rules', 'set'])).code).toBe(2);
  });

  it('knows a token no more once it is revoked', async () => {
    await home.ok(['token', 'add', 'ben', '--read-only']);
    expect(await home.json('token', 'list')).toMatchObject([
      { name: 'anna', may: 'act' },
      { name: 'ben', may: 'read' },
    ]);
    await home.ok(['token', 'revoke', 'anna']);
    expect((await send('GET', '/cases')).status).toBe(401);
  });

  it('is shown by status', async () => {
    const status = z.object({ workers: z.array(z.object({ name: z.string(), api: z.string().optional() })) });
    const { workers } = status.parse(await home.json('status'));
    expect(workers.find(({ name }) => name === 'cases')?.api).toBe(await apiUrl());
  });
});
