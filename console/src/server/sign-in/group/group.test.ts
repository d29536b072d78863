import { loadConfig } from '@ringtrace/platform/config';
import { createLog } from '@ringtrace/platform/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConsoleFile } from '../../people/console-file.ts';
import { peopleIn } from '../../people/people.ts';
import { sessionsIn } from '../../people/sessions.ts';
import { signInFor } from '../sign-in.ts';
import { browserOf } from './browser.fixture.ts';
import { identityProvider } from './identity-provider.fixture.ts';
import { longestMs } from './sign-in.ts';

const origin = 'http://127.0.0.1:18088';
const client = { id: 'ringtrace', secret: 'a secret of the test', back: `${origin}/sign-in/group/return` };
const accounts: Record<string, Record<string, unknown>> = {
  'sub-anna': { preferred_username: 'anna', groups: ['everybody', 'traceback-leads'] },
  'sub-ben': {
    preferred_username: 'Ben Smith',
    email: 'ben@group.example',
    groups: ['cn=analysts,ou=people'],
  },
  'sub-carl': { preferred_username: 'carl', groups: 'carriers', company: 'acme' },
  'sub-cora': { preferred_username: 'cora', groups: 'carriers' },
  'sub-dora': { preferred_username: 'dora', realm_access: { roles: ['auditor'] } },
  'sub-eve': { preferred_username: 'eve', groups: ['everybody'] },
  'sub-fake': { preferred_username: 'Lead', groups: ['traceback-leads'] },
};

let idp: Awaited<ReturnType<typeof identityProvider>>;
beforeAll(async () => {
  idp = await identityProvider({ people: accounts, client });
});
afterAll(() => idp.close());

function atTheConsole(settings: NodeJS.ProcessEnv = {}) {
  const file = openConsoleFile(':memory:');
  const clock = { now: Date.now() };
  const now = () => clock.now;
  const people = peopleIn(file, { now });
  const sessions = sessionsIn(file, now);
  const config = loadConfig({
    RINGTRACE_OIDC_ISSUER: idp.issuer,
    RINGTRACE_OIDC_CLIENT_ID: client.id,
    RINGTRACE_OIDC_CLIENT_SECRET: client.secret,
    RINGTRACE_OIDC_ROLES:
      'groups:traceback-leads=lead,groups:cn=analysts%2Cou=people=analyst,groups:carriers=carrier,realm_access.roles:auditor=auditor',
    RINGTRACE_OIDC_CARRIER: 'company',
    ...settings,
  });
  const log = createLog('test', 'silent');
  const { sessionOf, signIn, refused } = signInFor({ config, people, sessions, log, now });
  const ours = async (request: Request) => {
    if (new URL(request.url).pathname.startsWith('/sign-in')) return refused(request) ?? signIn(request);
    const { name, role, carrier } = sessionOf(request) ?? {};
    return Response.json({ name, role, carrier });
  };
  const browser = browserOf(origin, ours);

  /** Signs in at the identity provider as an account; '' = presses cancel. */
  async function signInAs(account: string, to = '/') {
    const asked = await browser.open(`/sign-in/group?${new URLSearchParams({ to })}`);
    if (asked.at.origin === origin) return asked;
    return browser.open(asked.at, { method: 'POST', body: new URLSearchParams({ account }) });
  }
  return { people, sessions, clock, browser, signInAs };
}

describe('signing in at the identity provider', () => {
  it('is offered where the group has one', async () => {
    const page = await (await atTheConsole().browser.open('/sign-in?to=/cases')).response.text();
    expect(page).toContain('href="/sign-in/group?to=%2Fcases"');
    const { browser } = atTheConsole({ RINGTRACE_OIDC_ISSUER: '' });
    expect(await (await browser.open('/sign-in')).response.text()).not.toContain('/sign-in/group');
    expect((await browser.open('/sign-in/group')).response.status).toBe(404);
  });

  it.each([
    ['sub-anna', { name: 'anna', role: 'lead' }],
    ['sub-ben', { name: 'ben@group.example', role: 'analyst' }],
    ['sub-carl', { name: 'carl', role: 'carrier', carrier: 'acme' }],
    ['sub-dora', { name: 'dora', role: 'auditor' }],
  ])('gives %s the role of the group, and leads back', async (account, session) => {
    const { signInAs, browser } = atTheConsole();
    const { at, response } = await signInAs(account, '/campaigns?sort=-score');
    expect(at.href).toBe(`${origin}/campaigns?sort=-score`);
    expect(await response.json()).toEqual(session);
    // The state of the flow is gone; only the session is kept.
    expect([...browser.jarOf(origin).keys()]).toEqual(['ringtrace-18088']);
  });

  it('begins a session of ours, which knows the person by subject from then on', async () => {
    const { signInAs, people } = atTheConsole();
    await signInAs('sub-anna');
    accounts['sub-anna'] = { preferred_username: 'anna.new', groups: ['traceback-leads'] };
    expect(await (await signInAs('sub-anna')).response.json()).toMatchObject({ name: 'anna' });
    expect(people.list()).toMatchObject([{ name: 'anna', way: 'identity provider' }]);
    accounts['sub-anna'] = { preferred_username: 'anna', groups: ['traceback-leads'] };
  });

  it.each([
    ['without a role', 'sub-eve', 'none of your groups'],
    ['of a carrier that nobody names', 'sub-cora', 'needs the carrier'],
    ["with the name of somebody who is known here, in another's case", 'sub-fake', 'already'],
    ['who gives up', '', 'access_denied'],
  ])('lets nobody in %s, and says why', async (_, account, why) => {
    const { signInAs, people, browser } = atTheConsole();
    await people.add({ name: 'lead', role: 'lead', carrier: '' }, { name: 'test', reason: '' });
    const { response } = await signInAs(account);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain(why);
    expect(people.list()).toHaveLength(1);
    expect(browser.jarOf(origin).has('ringtrace-18088')).toBe(false);
  });

  it('ends the sessions of somebody who has lost every role', async () => {
    const { signInAs, people, sessions } = atTheConsole();
    await signInAs('sub-anna');
    const [anna] = people.list();
    const open = sessions.begin(anna?.name ?? '');
    const { groups } = accounts['sub-anna'] ?? {};
    accounts['sub-anna'] = { preferred_username: 'anna', groups: ['everybody'] };
    expect((await signInAs('sub-anna')).response.status).toBe(403);
    accounts['sub-anna'] = { preferred_username: 'anna', groups };
    expect(sessions.of(open)).toBeUndefined();
    expect(people.list()).toEqual([]);
    expect(people.changes.rows({ limit: 2, offset: 0, descending: true })).toContainEqual(
      expect.objectContaining({ name: 'anna', change: 'removed' }),
    );
  });

  it('lasts eight hours', async () => {
    const { signInAs, sessions, people, clock } = atTheConsole();
    await signInAs('sub-anna');
    const open = sessions.begin(people.list()[0]?.name ?? '');
    for (let hours = 0; hours < 7; hours += 1) {
      clock.now += 3_600_000;
      expect(sessions.of(open)).toBeDefined();
    }
    clock.now += 3_600_000;
    expect(sessions.of(open)).toBeUndefined();
  });

  it('takes nobody who was not sent from here, or who was away too long', async () => {
    const { browser, clock, signInAs } = atTheConsole();
    const forged = await browser.open('/sign-in/group/return?code=x&state=y');
    expect(forged.response.status).toBe(400);
    const asked = await browser.open('/sign-in/group');
    clock.now += longestMs + 1;
    const late = await browser.open(asked.at, {
      method: 'POST',
      body: new URLSearchParams({ account: 'sub-anna' }),
    });
    expect(late.response.status).toBe(400);
    expect((await signInAs('sub-anna')).response.status).toBe(200);
  });

  it("takes no code that another browser's sign-in has got", async () => {
    const one = atTheConsole();
    const asked = await one.browser.open('/sign-in/group');
    const there = asked.at;
    // Whoever wants others to sign in under a strange name sends them this address.
    let at = there;
    let response = await one.browser.send(at, {
      method: 'POST',
      body: new URLSearchParams({ account: 'sub-anna' }),
    });
    while (at.origin !== origin) {
      at = new URL(response.headers.get('location') ?? '', at);
      if (at.origin !== origin) response = await one.browser.send(at);
    }
    expect(at.searchParams.has('code')).toBe(true);
    const victim = atTheConsole();
    expect((await victim.browser.open(at)).response.status).toBe(400);
    await victim.browser.open('/sign-in/group');
    const other = await victim.browser.open(at);
    expect(other.response.status).toBe(502);
    expect(victim.people.list()).toEqual([]);
  });

  it('leads to no other site afterwards', async () => {
    const { signInAs } = atTheConsole();
    expect((await signInAs('sub-anna', '//evil.example/')).at.href).toBe(`${origin}/`);
  });

  it('says so where the identity provider does not answer', async () => {
    const away = await identityProvider({ people: accounts, client });
    const { browser } = atTheConsole({ RINGTRACE_OIDC_ISSUER: away.issuer });
    await away.close();
    const { response } = await browser.open('/sign-in/group');
    expect(response.status).toBe(502);
    expect(await response.text()).toContain('later');
  });

  it('refuses a client that does not know the secret', async () => {
    const { signInAs, people } = atTheConsole({ RINGTRACE_OIDC_CLIENT_SECRET: 'another one' });
    expect((await signInAs('sub-anna')).response.status).toBe(502);
    expect(people.list()).toEqual([]);
  });
});

describe('the settings', () => {
  const issuer = { RINGTRACE_OIDC_ISSUER: 'https://login.group.example' };
  it.each([
    [{ RINGTRACE_OIDC_ISSUER: 'http://login.group.example' }, 'https'],
    [{ ...issuer, RINGTRACE_OIDC_ROLES: 'groups:x=lead' }, 'CLIENT_ID'],
    [{ ...issuer, RINGTRACE_OIDC_CLIENT_ID: 'x' }, 'ROLES'],
    [{ ...issuer, RINGTRACE_OIDC_CLIENT_ID: 'x', RINGTRACE_OIDC_ROLES: 'groups:x=boss' }, 'lead, auditor'],
    [{ ...issuer, RINGTRACE_OIDC_CLIENT_ID: 'x', RINGTRACE_OIDC_ROLES: 'leads' }, 'groups:'],
    [{ RINGTRACE_OIDC_SCOPES: 'profile' }, 'openid'],
  ])('%j are refused', (settings, why) => {
    expect(() => loadConfig(settings)).toThrow(why);
  });
});
