import { answerPath } from '@ringtrace/cases/requests/links';
import { asked } from '@ringtrace/cases/work/desk.fixture';
import { describe, expect, it } from 'vitest';
import { linkSecret, memoryConsole, origin } from './console.fixture.ts';

const day = 86_400_000;

describe('the console', () => {
  it('shows its pages to those alone who are signed in, and leads back after signing in', async () => {
    const { send, cookieFor } = await memoryConsole();
    for (const path of ['/', '/cases/case-1?tab=path']) {
      const away = await send(path);
      expect(away.status).toBe(303);
      expect(away.headers.get('location')).toBe(`/sign-in?to=${encodeURIComponent(path)}`);
      const page = await send(path, { headers: { cookie: await cookieFor('auditor') } });
      expect(await page.text()).toBe('the pages');
    }
  });

  it('serves no file that was not built', async () => {
    const { send, cookieFor } = await memoryConsole();
    const headers = { cookie: await cookieFor('lead') };
    for (const path of ['/assets/nothing.js', '/assets/../../package.json', '/assets/%2e%2e/package.json'])
      expect(await (await send(path, { headers })).text()).not.toContain('{');
  });

  it('says of a path of the API that is not there that it is not there, and shows no page', async () => {
    const { send, cookieFor } = await memoryConsole();
    const headers = { cookie: await cookieFor('lead') };
    for (const path of [
      '/api',
      '/api/console/inbox',
      '/api/v2/cases',
      '/api/v1/nothing',
      '/api/v1/console/no',
    ]) {
      const away = await send(path, { headers });
      expect([path, away.status]).toEqual([path, 404]);
      expect(away.headers.get('content-type')).toContain('json');
    }
  });

  it('says nothing of tokens to a person who is refused', async () => {
    const { send, cookieFor } = await memoryConsole();
    const headers = { cookie: await cookieFor('auditor') };
    const refused = await send('/api/v1/console/people', { headers });
    expect(refused.status).toBe(403);
    const words = await refused.text();
    expect(words).toContain("the right 'people'");
    expect(words).not.toContain('token');
  });

  it('takes no token of the API, and no cookie of another instance', async () => {
    const { send } = await memoryConsole();
    const path = '/api/v1/console/me';
    expect((await send(path, { headers: { authorization: 'Bearer rtc_anna' } })).status).toBe(401);
    expect((await send(path, { headers: { cookie: 'ringtrace-18089=x; ringtrace-18088=' } })).status).toBe(
      401,
    );
  });
});

describe('the page of a signed link, at the console', () => {
  it('works without signing in and without scripts, under whatever name links have', async () => {
    const { desk, clock, app, failures } = await memoryConsole();
    const { request_id } = await asked(desk);
    const link = answerPath(request_id, clock.now + 30 * day, linkSecret);
    // RINGTRACE_ANSWER_URL may name a host that the console's own pages are not served at.
    for (const at of [origin, 'https://traceback.group.example']) {
      const page = await app(new Request(new URL(link, at)));
      expect(page.status).toBe(200);
      const html = await page.text();
      expect(html).toContain(request_id);
      expect(html).not.toContain('<script');
      expect(page.headers.get('content-security-policy')).not.toContain('script-src');
      expect(page.headers.get('set-cookie')).toBeNull();
    }
    const sent = await app(
      new Request(new URL(link, 'https://traceback.group.example'), {
        method: 'POST',
        body: new URLSearchParams({ kind: 'refused', 'refused-reason': 'we do not answer', do: 'send' }),
      }),
    );
    expect(sent.status).toBe(200);
    const answers = desk.log.read((r) => r.linked('answer', 'request_id', request_id));
    expect(answers).toMatchObject([{ state: { way: 'link', content: { kind: 'refused' } } }]);
    expect((await app(new Request(new URL(link, origin)))).status).toBe(410);
    expect(failures).toEqual([]);
  });

  it('is not known where the link was not signed here', async () => {
    const { send } = await memoryConsole();
    expect((await send('/answer/forged')).status).toBe(404);
    expect((await send('/answer/')).status).toBe(404);
  });
});
