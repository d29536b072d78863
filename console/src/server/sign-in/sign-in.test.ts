import { loadConfig } from '@ringtrace/platform/config';
import { createLog } from '@ringtrace/platform/log';
import { describe, expect, it } from 'vitest';
import { openConsoleFile } from '../people/console-file.ts';
import { peopleIn } from '../people/people.ts';
import { sessionsIn } from '../people/sessions.ts';
import { signInFor } from './sign-in.ts';

const local = 'http://127.0.0.1:18088';
const lead = { name: 'lead', reason: '' };

/** Signing in over people in memory, and a browser that keeps its cookies. */
async function signingIn(settings: { RINGTRACE_CONSOLE_URL?: string; RINGTRACE_CONSOLE_HOST?: string } = {}) {
  const file = openConsoleFile(':memory:');
  const clock = { now: Date.UTC(2026, 2, 1) };
  const now = () => clock.now;
  const people = peopleIn(file, { now });
  const sessions = sessionsIn(file, now);
  const password = await people.add({ name: 'anna', role: 'analyst', carrier: '' }, lead);
  const config = { ...loadConfig({}), ...settings };
  const log = createLog('test', 'silent');
  const { sessionOf, signIn, refused } = signInFor({ config, people, sessions, log, now });
  const origin = settings.RINGTRACE_CONSOLE_URL ?? local;
  const cookies = new Map<string, string>();
  const setCookies: string[] = [];

  const requestOf = (path: string, init: RequestInit = {}) => {
    const request = new Request(new URL(path, origin), init);
    if (cookies.size > 0)
      request.headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    return request;
  };
  async function send(path: string, init: RequestInit = {}, peer = '127.0.0.1') {
    const request = requestOf(path, init);
    const response = refused(request) ?? (await signIn(request, peer));
    for (const one of response.headers.getSetCookie()) {
      setCookies.push(one);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (one.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  const post = (
    path: string,
    fields: Record<string, string>,
    headers: HeadersInit = { origin },
    peer?: string,
  ) => send(path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' }, peer);
  const signInAs = (name: string, typed: string, more: Record<string, string> = {}, peer?: string) =>
    post('/sign-in', { name, password: typed, ...more }, undefined, peer);
  const whoIs = () => sessionOf(requestOf('/api/v1/console/me'))?.name;
  return {
    people,
    sessions,
    clock,
    password,
    cookies,
    setCookies,
    send,
    post,
    signInAs,
    whoIs,
    refused,
    requestOf,
  };
}

describe('signing in', () => {
  it('begins a session by a cookie that no script reads, and leads back', async () => {
    const { signInAs, password, whoIs, setCookies } = await signingIn();
    expect(whoIs()).toBeUndefined();
    const response = await signInAs('anna', password, { to: '/campaigns?sort=-score' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/campaigns?sort=-score');
    expect(setCookies[0]).toMatch(/^ringtrace-18088=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(whoIs()).toBe('anna');
  });

  it('behind TLS gives a cookie that is sent by TLS alone', async () => {
    const { signInAs, password, setCookies } = await signingIn({
      RINGTRACE_CONSOLE_URL: 'https://ringtrace.group.example',
    });
    await signInAs('anna', password);
    expect(setCookies[0]).toMatch(/^__Host-ringtrace=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  });

  it('begins a new session, whatever id the browser had', async () => {
    const { signInAs, password, cookies, sessions, whoIs } = await signingIn();
    const planted = 'x'.repeat(43);
    cookies.set('ringtrace-18088', planted);
    await signInAs('anna', password);
    const first = cookies.get('ringtrace-18088') ?? '';
    expect(first).not.toBe(planted);
    await signInAs('anna', password);
    expect(cookies.get('ringtrace-18088')).not.toBe(first);
    expect(sessions.of(first)).toBeUndefined();
    expect(whoIs()).toBe('anna');
  });

  it('says the same of an unknown name and of a wrong password', async () => {
    const { signInAs, whoIs } = await signingIn();
    const pages = [];
    for (const name of ['anna', 'nobody']) {
      const response = await signInAs(name, 'wrong password', { to: '/cases' });
      expect(response.status).toBe(401);
      pages.push((await response.text()).replace(`value="${name}"`, ''));
    }
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).toContain('role="alert"');
    expect(pages[0]).toContain('name="to" value="/cases"');
    expect(whoIs()).toBeUndefined();
  });

  it('shows what was typed as text', async () => {
    const { signInAs, send } = await signingIn();
    const page = await (await signInAs('"><script>alert(1)</script>', 'x')).text();
    expect(page).not.toContain('<script');
    const back = await (await send(`/sign-in?to=${encodeURIComponent('/cases?a="><script>')}`)).text();
    expect(back).not.toContain('<script');
  });

  it('needs no script, and lets none run', async () => {
    const { send } = await signingIn();
    const response = await send('/sign-in');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('content-security-policy')).not.toContain('script-src');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).not.toContain('<script');
  });

  it('leads on who is signed in already', async () => {
    const { signInAs, password, send } = await signingIn();
    await signInAs('anna', password);
    const response = await send('/sign-in?to=/cases');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/cases']);
  });

  it('refuses what is no form, and what is too long', async () => {
    const { send, post } = await signingIn();
    const headers = { origin: local, 'content-type': 'application/json' };
    expect((await send('/sign-in', { method: 'POST', body: '{}', headers })).status).toBe(415);
    expect((await post('/sign-in', { name: 'x'.repeat(20_000) })).status).toBe(413);
    expect((await send('/sign-in', { method: 'PUT', headers: { origin: local } })).status).toBe(405);
    expect((await send('/sign-in/nothing')).status).toBe(404);
  });
});

describe('whoever guesses passwords', () => {
  it('waits longer and longer for one name, from wherever', async () => {
    const { signInAs, clock, password } = await signingIn();
    const waits: number[] = [];
    let address = 0;
    for (let wrong = 0; wrong < 14; ) {
      address += 1;
      const { status } = await signInAs('anna', 'wrong password', {}, `192.0.2.${address}`);
      if (status === 401) {
        wrong += 1;
        waits.push(0);
      } else {
        expect(status).toBe(429);
        clock.now += 500;
        waits.push((waits.pop() ?? 0) + 500);
      }
    }
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 1_000]);
    expect(waits.slice(5, 8)).toEqual([2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBe(60_000);
    // The right password has to wait as well, and ends the waiting.
    expect((await signInAs('anna', password)).status).toBe(429);
    clock.now += 60_000;
    expect((await signInAs('anna', password)).status).toBe(303);
    expect((await signInAs('anna', 'wrong password')).status).toBe(401);
  });

  it('waits at one address, whatever the names; others do not', async () => {
    const { signInAs, password } = await signingIn();
    for (let i = 0; i < 20; i += 1)
      expect((await signInAs(`name${i}`, 'wrong password', {}, '192.0.2.1')).status).toBe(401);
    const response = await signInAs('anna', password, {}, '192.0.2.1');
    expect(response.status).toBe(429);
    expect(await response.text()).toMatch(/wait \d+ second/);
    expect((await signInAs('anna', password, {}, '192.0.2.2')).status).toBe(303);
  });

  it('can not send all guesses at once', async () => {
    const { signInAs } = await signingIn();
    const all = await Promise.all(Array.from({ length: 30 }, () => signInAs('anna', 'wrong password')));
    const tried = all.filter(({ status }) => status === 401).length;
    expect(tried).toBeGreaterThan(0);
    expect(tried).toBeLessThanOrEqual(5);
  });

  it('is told apart behind a proxy by the address that the proxy wrote last', async () => {
    const url = 'https://ringtrace.group.example';
    const { post } = await signingIn({ RINGTRACE_CONSOLE_URL: url });
    const from = (address: string, name: string) =>
      post('/sign-in', { name, password: 'wrong password' }, { origin: url, 'x-forwarded-for': address });
    for (let i = 0; i < 20; i += 1)
      expect((await from(`10.0.0.${i}, 192.0.2.1`, `name${i}`)).status).toBe(401);
    expect((await from('10.0.0.99, 192.0.2.1', 'anna')).status).toBe(429);
    expect((await from('192.0.2.2', 'ben')).status).toBe(401);
  });
});

describe('signing out', () => {
  it('ends the session on the server as well', async () => {
    const { signInAs, password, post, send, cookies, sessions, whoIs } = await signingIn();
    await signInAs('anna', password);
    const id = cookies.get('ringtrace-18088') ?? '';
    expect(await (await send('/sign-out')).text()).toContain('anna');
    const response = await post('/sign-out', {});
    expect(response.headers.get('location')).toBe('/sign-in');
    expect(cookies.size).toBe(0);
    expect(sessions.of(id)).toBeUndefined();
    expect(whoIs()).toBeUndefined();
    expect((await post('/sign-out', {})).status).toBe(303);
  });
});

describe('changing the password', () => {
  it('asks for the one that holds, and ends all other sessions', async () => {
    const { signInAs, password, post, sessions, whoIs, people } = await signingIn();
    const other = sessions.begin('anna');
    await signInAs('anna', password);
    const change = (current: string, next: string, again = next) =>
      post('/sign-in/password', { current, next, again, name: 'lead' });
    expect((await change('wrong password', 'a password of my own')).status).toBe(401);
    expect((await change(password, 'short')).status).toBe(422);
    expect((await change(password, 'a password of my own', 'another')).status).toBe(400);
    expect(sessions.of(other)).toBeDefined();
    expect((await change(password, 'a password of my own')).status).toBe(303);
    expect(sessions.of(other)).toBeUndefined();
    expect(whoIs()).toBe('anna');
    expect(await people.check('anna', password)).toBeUndefined();
    expect(await people.check('anna', 'a password of my own')).toBeDefined();
  });

  it('is for those alone who are signed in', async () => {
    const { post, send } = await signingIn();
    for (const response of [
      await send('/sign-in/password'),
      await post('/sign-in/password', { current: '' }),
    ])
      expect(response.headers.get('location')).toBe('/sign-in');
  });
});

describe('a request', () => {
  const change = (headers: Record<string, string>) => ({ method: 'POST', headers });

  it.each([
    ['its origin', { origin: local }],
    ['the browser', { origin: local, 'sec-fetch-site': 'same-origin' }],
    ['the browser alone', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ])('that changes something is taken where %s says that it comes from our page', async (_, headers) => {
    const { refused, requestOf } = await signingIn();
    expect(refused(requestOf('/api/v1/cases', change(headers)))).toBeUndefined();
  });

  it.each([
    [{}],
    [{ origin: 'null' }],
    [{ origin: 'http://evil.example' }],
    [{ origin: 'http://127.0.0.1:18089' }],
    [{ origin: 'https://127.0.0.1:18088' }],
    [{ origin: `${local}.evil.example` }],
    [{ origin: local, 'sec-fetch-site': 'cross-site' }],
    [{ origin: local, 'sec-fetch-site': 'none' }],
    [{ origin: 'http://127.0.0.1:18089', 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'cross-site' }],
  ])('that changes something is refused with %j', async (headers) => {
    const { refused, requestOf } = await signingIn();
    for (const path of ['/api/v1/cases', '/sign-in', '/sign-out', '/sign-in/password']) {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
        const response = refused(requestOf(path, { method, headers }));
        expect(response?.status).toBe(403);
        const type = path.startsWith('/api/') ? 'application/problem+json' : 'text/html; charset=utf-8';
        expect(response?.headers.get('content-type')).toBe(type);
      }
    }
  });

  it('that reads is refused at the API where a page of another site sent it; a link to a page is not', async () => {
    const { refused, requestOf } = await signingIn();
    const from = (site: string, path: string) =>
      refused(requestOf(path, { headers: { 'sec-fetch-site': site } }))?.status;
    for (const site of ['cross-site', 'same-site']) {
      expect(from(site, '/api/v1/cases?numbers=true&reason=x')).toBe(403);
      expect(from(site, '/campaigns/c-1')).toBeUndefined();
    }
    for (const site of ['same-origin', 'none']) expect(from(site, '/api/v1/cases')).toBeUndefined();
    expect(refused(requestOf('/api/v1/cases'))).toBeUndefined();
  });

  it('is taken at loopback names alone, where no other address is set', async () => {
    const { refused } = await signingIn();
    const at = (url: string) => refused(new Request(url))?.status;
    for (const host of ['127.0.0.1:18088', 'localhost:18088', '[::1]:18088', 'localhost', '127.1.2.3'])
      expect(at(`http://${host}/`)).toBeUndefined();
    for (const host of [
      'evil.example:18088',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '192.0.2.1',
    ])
      expect(at(`http://${host}/`)).toBe(421);
  });

  it('is taken at the host that the console listens on', async () => {
    const { refused } = await signingIn({ RINGTRACE_CONSOLE_HOST: '192.0.2.1' });
    expect(refused(new Request('http://192.0.2.1:18088/'))).toBeUndefined();
    expect(refused(new Request('http://192.0.2.2:18088/'))?.status).toBe(421);
  });

  it('is taken at the address that is set, and nowhere else', async () => {
    const url = 'https://ringtrace.group.example';
    const { refused } = await signingIn({ RINGTRACE_CONSOLE_URL: url });
    // The proxy speaks http with us.
    const at = (host: string, headers: HeadersInit = { origin: url }) =>
      refused(new Request(`http://${host}/sign-in`, { method: 'POST', headers }))?.status;
    expect(at('ringtrace.group.example')).toBeUndefined();
    expect(at('ringtrace.group.example', { origin: 'http://ringtrace.group.example' })).toBe(403);
    expect(at('127.0.0.1:18088')).toBe(421);
    const said = refused(new Request('http://127.0.0.1:18088/'));
    expect(await said?.text()).toContain(url);
  });
});
