import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { impatient, never, parcel } from './parcel.fixture.ts';
import { webhookChannel } from './webhook.ts';

interface Posted {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A real HTTP server; `answer` says what it does with the n-th request, from 1. */
async function startServer(answer: (response: ServerResponse, n: number) => void) {
  const posted: Posted[] = [];
  const server = createServer(async (request, response) => {
    posted.push({ method: request.method ?? '', headers: request.headers, body: await text(request) });
    answer(response, posted.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return { posted, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook` };
}
const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end('x');

const now = Date.UTC(2026, 2, 20, 19);
const send = (address: string, signal = never) =>
  webhookChannel({
    secretOf: (provider) => `secret of ${provider}`,
    now: () => now,
    patience: impatient,
  }).send({ ...parcel, address }, signal);

describe('requests by webhook', () => {
  it('are posted as JSON, with a signature that the receiver can check', async () => {
    const { url, posted } = await startServer(status(202));
    expect(await send(url)).toEqual({ outcome: 'delivered' });
    const [one] = posted;
    expect(one?.method).toBe('POST');
    expect(one?.body).toBe(parcel.forms.json);
    expect(one?.headers['content-type']).toBe('application/json');
    expect(one?.headers['x-ringtrace-message']).toBe('bat-4c8e1k7n2q');
    const [, seconds, signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(`${one?.headers['x-ringtrace-signature']}`) ?? [];
    expect(Number(seconds)).toBe(now / 1_000);
    const expected = createHmac('sha256', 'secret of acme').update(`${seconds}.${one?.body}`).digest('hex');
    expect(signature).toBe(expected);
  });

  it.each([500, 503, 429, 408])('are tried again after %s', async (code) => {
    const { url, posted } = await startServer((response, n) => status(n < 3 ? code : 200)(response));
    expect(await send(url)).toMatchObject({ outcome: 'delivered' });
    expect(posted).toHaveLength(3);
    expect(new Set(posted.map(({ body }) => body)).size).toBe(1);
  });

  it('are tried again after a broken connection', async () => {
    const { url, posted } = await startServer((response, n) =>
      n === 1 ? response.socket?.destroy() : status(200)(response),
    );
    expect(await send(url)).toMatchObject({ outcome: 'delivered' });
    expect(posted).toHaveLength(2);
  });

  it('are left for later where it stays so', async () => {
    const { url, posted } = await startServer(status(502));
    await expect(send(url)).rejects.toThrow("the webhook of 'acme' answers with status 502");
    expect(posted).toHaveLength(impatient.attempts);
    await expect(send('http://127.0.0.1:1/')).rejects.toThrow(/the webhook of 'acme' can't be reached/);
  });

  it.each([400, 401, 404, 410])('bounce at %s, without another try', async (code) => {
    const { url, posted } = await startServer(status(code));
    expect(await send(url)).toEqual({
      outcome: 'bounced',
      why: `the webhook refuses the request with status ${code}`,
    });
    expect(posted).toHaveLength(1);
  });

  it.each([301, 302, 307, 308])('follow no redirect (%s)', async (code) => {
    const other = await startServer(status(200));
    const { url } = await startServer(status(code, { location: other.url }));
    expect(await send(url)).toMatchObject({
      outcome: 'bounced',
      why: expect.stringContaining(`redirect (${code})`),
    });
    expect(other.posted).toEqual([]);
  });

  it('do not wait for an answer without end', async () => {
    const { url } = await startServer((response) => response.writeHead(200).write('x'));
    expect(await send(url)).toMatchObject({ outcome: 'delivered' });
  });

  it.each([
    ['file:///etc/passwd', 'must begin with https:// or http://'],
    ['javascript:alert(1)', 'must begin with https:// or http://'],
    ['acme', 'is no URL'],
    ['http://a\r\nb: c/', 'is no URL'],
    ['http://ann:secret@127.0.0.1/', 'must not hold a user or password'],
  ])('bounce without a try where the URL is %j', async (url, why) => {
    const sent = await send(url);
    expect(sent).toMatchObject({ outcome: 'bounced', why: expect.stringContaining(why) });
    expect('why' in sent && sent.why).not.toContain('secret');
  });

  it('end where the process is told to end', async () => {
    const ending = new AbortController();
    const { url, posted } = await startServer(() => ending.abort());
    await expect(send(url, ending.signal)).rejects.toThrow("can't be reached");
    expect(posted).toHaveLength(1);
  });
});
