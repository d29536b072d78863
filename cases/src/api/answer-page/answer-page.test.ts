import { describe, expect, it } from 'vitest';
import type { Actor } from '../../log/actor.ts';
import { ref } from '../../model/ids.ts';
import { answerPath } from '../../requests/links.ts';
import { giveAnswer } from '../../work/answers.ts';
import { asked, describeProvider, memoryDesk, sendNext } from '../../work/desk.fixture.ts';
import type { Desk } from '../../work/desk.ts';
import { withdrawRequest } from '../../work/requests.ts';
import type { Delivery } from '../../work/sender.ts';
import { kindsOfAnswer } from './fields.ts';
import { answerPages } from './serve.ts';

const secret = Buffer.alloc(32, 7);
const day = 86_400_000;
const anna: Actor = { name: 'anna', reason: '' };

/** A request that is out, and the page of its link. */
async function page(legs?: readonly string[], delivery: Delivery = { delivered: true }) {
  const memory = memoryDesk(legs);
  memory.memory.delivery = delivery;
  const { desk, clock } = memory;
  const ids = await asked(desk);
  const failures: unknown[] = [];
  let changes = 0;
  const app = answerPages({
    desk,
    secret: () => secret,
    group: { name: 'Example Traceback Group', email: '' },
    changed: async () => {
      changes += 1;
    },
    failed: (error) => failures.push(error),
  });
  const link = answerPath(ids.request_id, clock.now + 30 * day, secret);
  const get = async (path = link) => told(await app.request(path));
  const post = async (form: Record<string, string>, path = link) =>
    told(await app.request(path, { method: 'POST', body: new URLSearchParams(form) }));
  const answers = () => desk.log.read((r) => r.linked('answer', 'request_id', ids.request_id));
  return { ...memory, ...ids, app, link, get, post, answers, failures, changes: () => changes };
}

const statusOf = ({ desk, request_id: id }: { readonly desk: Desk; readonly request_id: string }) =>
  desk.log.read((r) => r.load({ kind: 'request', id })?.state.status);

async function told(response: Response) {
  return { status: response.status, headers: response.headers, html: await response.text() };
}

const customer = {
  kind: 'own_customer',
  'own_customer-customer-name': 'Robo <script>alert(1)</script> & Sons "Ltd"',
  'own_customer-customer-address': '1 Main St\r\nSpringfield',
  'own_customer-customer-know_your_customer': 'approved 2026-01-12',
  'own_customer-consent-claimed': 'yes',
  by: 'Pat',
};

describe('the page of a link', () => {
  it('shows the request and a form that needs no script, and changes nothing', async () => {
    const { get, desk, request_id, changes } = await page();
    const before = desk.log.rowsAfter(0, 100).length;
    const { status, html, headers } = await get();
    expect(status).toBe(200);
    expect(html).toContain(request_id);
    for (const { kind, fields } of kindsOfAnswer) {
      expect(html).toContain(`value="${kind}"`);
      for (const { name } of fields) {
        expect(html).toContain(`<label for="${name}">`);
        expect(html).toContain(`id="${name}" name="${name}"`);
      }
    }
    expect(html).not.toContain('<script');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(desk.log.rowsAfter(0, 100)).toHaveLength(before);
    expect(changes()).toBe(0);
  });

  it('lets the style through that the page has, and no other', async () => {
    const { get } = await page();
    const { html, headers } = await get();
    const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(html) ?? [];
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(style))).toString('base64');
    expect(headers.get('content-security-policy')).toContain(`'sha256-${digest}'`);
  });

  it('begins with the window that was asked for, in local time of the office', async () => {
    const { get } = await page();
    const { html } = await get();
    expect(html).toMatch(/id="no_record-searched-from"[^>]* value="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"/);
    expect(html).toContain('Local time in America/New_York');
    // 2026-03-02 14:30 UTC, an hour each way.
    expect(html).toMatch(/id="no_record-searched-from"[^>]* value="2026-03-02T08:30:00"/);
    expect(html).toMatch(/id="no_record-searched-to"[^>]* value="2026-03-02T10:30:00"/);
  });

  it('asks before it saves, and saves what was typed', async () => {
    const { post, answers, desk, request_id, changes } = await page();
    const check = await post({ ...customer, do: 'check' });
    expect(check.status).toBe(200);
    expect(check.html).toContain('It is not sent yet');
    expect(check.html).not.toContain('<script>alert');
    expect(answers()).toEqual([]);
    expect(changes()).toBe(0);
    const hidden = Object.fromEntries(
      [...check.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
        ([, name = '', value = '']) => [name, unescaped(value)],
      ),
    );
    expect((await post({ ...hidden, do: 'send' })).html).toContain('Your answer was received');
    const [answer] = answers();
    expect(answer?.state).toMatchObject({
      way: 'link',
      by: 'Pat',
      content: {
        kind: 'own_customer',
        customer: {
          name: customer['own_customer-customer-name'],
          address: '1 Main St\nSpringfield',
          know_your_customer: 'approved 2026-01-12',
        },
        consent: { claimed: true },
      },
    });
    expect(desk.log.bytes(answer?.state.sha256 ?? '')).toBeDefined();
    const [event] = desk.log.read((r) => r.events(ref('answer', answer?.ref.id ?? '')));
    expect(event?.actor).toBe('y by link');
    expect(desk.log.read((r) => r.load(ref('request', request_id)))?.state.status).toBe('answered');
  });

  it.each([
    [
      { kind: 'upstream', 'upstream-upstream': 'z', 'upstream-country': 'us' },
      { upstream: 'z', country: 'US' },
    ],
    [
      { kind: 'foreign_upstream', 'foreign_upstream-upstream': 'z', 'foreign_upstream-country': 'GB' },
      { upstream: 'z', country: 'GB' },
    ],
    [{ kind: 'own_gateway' }, { kind: 'own_gateway' }],
    [
      {
        kind: 'no_record',
        'no_record-searched-from': '2026-03-08T01:30',
        'no_record-searched-to': '2026-03-08T03:30',
      },
      // An hour passes: clocks went forward at 2:00.
      { searched: { from: Date.UTC(2026, 2, 8, 6, 30), to: Date.UTC(2026, 2, 8, 7, 30) } },
    ],
    [{ kind: 'retained_out', 'retained_out-kept_days': '90' }, { kept_days: 90 }],
    [{ kind: 'wrong_provider', note: 'try z' }, { note: 'try z' }],
    [{ kind: 'refused', 'refused-reason': 'no' }, { reason: 'no' }],
    [{ kind: 'legal_process_required' }, { kind: 'legal_process_required' }],
  ])('takes %j', async (form, content) => {
    const { post, answers } = await page();
    expect((await post({ ...form, do: 'send' })).status).toBe(200);
    expect(answers()[0]?.state.content).toMatchObject(content);
  });

  it.each([
    [{}, 'kind'],
    [{ kind: 'nonsense' }, 'kind'],
    [{ kind: 'upstream' }, 'upstream-upstream'],
    [{ kind: 'upstream', 'upstream-upstream': 'z', 'upstream-country': 'Britain' }, 'upstream-country'],
    [{ kind: 'upstream', 'upstream-upstream': 'z'.repeat(2_001) }, 'upstream-upstream'],
    [{ kind: 'foreign_upstream', 'foreign_upstream-upstream': 'z' }, 'foreign_upstream-country'],
    [{ kind: 'own_customer' }, 'own_customer-customer-name'],
    [
      { kind: 'own_customer', 'own_customer-customer-name': 'x', 'own_customer-consent-evidence': 'y' },
      'own_customer-consent-claimed',
    ],
    [{ kind: 'no_record', 'no_record-searched-from': '2026-03-08T01:30' }, 'no_record-searched-to'],
    [
      {
        kind: 'no_record',
        'no_record-searched-from': '2026-03-08T01:30',
        'no_record-searched-to': '2026-03-08T00:30',
      },
      'no_record-searched-to',
    ],
    [{ kind: 'no_record', 'no_record-searched-from': 'noon' }, 'no_record-searched-from'],
    [{ kind: 'retained_out', 'retained_out-kept_days': 'many' }, 'retained_out-kept_days'],
    [{ kind: 'refused' }, 'refused-reason'],
  ])('says beside the field what is wrong with %j, and keeps what was typed', async (form, field) => {
    const { post, answers, failures } = await page();
    const { status, html } = await post({ ...form, note: 'kept "note"', do: 'send' });
    expect(status).toBe(400);
    expect(html).toContain(`id="wrong-${field}"`);
    expect(html).toContain('role="alert"');
    expect(html).toContain('kept &quot;note&quot;');
    expect(answers()).toEqual([]);
    expect(failures).toEqual([]);
  });

  it('tells the provider nothing of what others said, or of its answer against the records', async () => {
    const { desk, clock, app, traceback_id, request_id } = await page(['term y term']);
    describeProvider(desk, 'term', { name: 'Terminating Telephone' });
    describeProvider(desk, 'z', { name: 'Zebra Voice' });
    await giveAnswer(desk, anna, {
      request_id,
      content: { kind: 'upstream', upstream: 'z' },
      by: '',
      way: 'command',
    });
    const next = await sendNext(desk, traceback_id);
    const link = answerPath(next, clock.now + day, secret);
    const shown = await told(await app.request(link));
    const form = { kind: 'upstream', 'upstream-upstream': 'term' };
    const check = await told(
      await app.request(link, { method: 'POST', body: new URLSearchParams({ ...form, do: 'check' }) }),
    );
    const sent = await told(
      await app.request(link, { method: 'POST', body: new URLSearchParams({ ...form, do: 'send' }) }),
    );
    expect(sent.html).toContain('Your answer was received');
    for (const { html } of [shown, sent]) {
      expect(html).not.toContain('Terminating Telephone');
      expect(html).not.toMatch(/>term</);
    }
    for (const { html } of [shown, check, sent]) {
      expect(html).not.toMatch(/\bagrees\b|contradict/i);
      expect(html).not.toContain(traceback_id);
    }
  });

  it('lets the provider say that it works on the request, once', async () => {
    const { post, get, desk, request_id } = await page();
    const first = await post({ by: 'Pat', do: 'acknowledge' });
    expect(first.html).toContain('You said that you work on this request');
    await post({ do: 'acknowledge' });
    expect((await get()).html).not.toContain('value="acknowledge"');
    const events = desk.log.read((r) => r.events(ref('request', request_id)));
    expect(events.filter(({ type }) => type === 'request_acknowledged')).toHaveLength(1);
  });

  it('goes back to the form with what was typed', async () => {
    const { post } = await page();
    const { html } = await post({ ...customer, do: 'change' });
    expect(html).toContain('value="own_customer" checked');
    expect(html).toContain('Robo &lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons &quot;Ltd&quot;');
    expect(html).toContain('<option value="yes" selected>');
  });
});

describe('a link', () => {
  it('takes one answer', async () => {
    const { post, get, answers } = await page();
    await post({ kind: 'wrong_provider', do: 'send' });
    for (const again of [await get(), await post({ kind: 'own_gateway', do: 'send' })]) {
      expect(again.status).toBe(410);
      expect(again.html).toContain('This link was used');
    }
    expect(answers()).toHaveLength(1);
  });

  it('says plainly that it is too old, that it is none, or that nothing is needed', async () => {
    const { get, clock, desk, request_id, link } = await page();
    for (const none of [
      '/answer/x',
      '/answer/',
      `${link.slice(0, -2)}xx`,
      `${link}.x`,
      answerPath(request_id, clock.now + day, Buffer.alloc(32, 8)),
      answerPath('req-none', clock.now + day, secret),
      '/answer/%2e%2e%2f',
    ]) {
      const { status, html } = await get(none);
      expect(status).toBe(404);
      expect(html).toContain('This link is not known');
    }
    const { request_id: other } = { request_id };
    withdrawRequest(desk, anna, { id: other });
    expect((await get()).html).toContain('No answer is needed');
    clock.now += 31 * day;
    const old = await get();
    expect(old.status).toBe(410);
    expect(old.html).toContain('no longer good');
  });

  it('to a request that was answered another way takes no answer', async () => {
    const { get, desk, request_id } = await page();
    await giveAnswer(desk, anna, { request_id, content: { kind: 'wrong_provider' }, by: '', way: 'command' });
    const { status, html } = await get();
    expect(status).toBe(410);
    expect(html).toContain('An answer came in by another way');
    expect(html).not.toContain('ringtrace answer');
  });

  it('takes an answer while its message is being tried again, because the provider may have it', async () => {
    const open = () => page(undefined, { delivered: false, why: 'the connection broke', later: true });
    const [one, other] = [await open(), await open()];
    expect(statusOf(one)).toBe('approved');
    expect((await one.get()).status).toBe(200);
    expect((await one.post({ do: 'acknowledge', by: 'Pat' })).status).toBe(200);
    expect(statusOf(one)).toBe('acknowledged');
    expect((await other.post({ ...customer, do: 'send' })).status).toBe(200);
    expect(statusOf(other)).toBe('answered');
    expect(other.answers().length).toBe(1);
  });

  it('takes nothing but its form, and not too much', async () => {
    const { app, link, answers, failures } = await page();
    const send = async (body: string, type: string) =>
      (await app.request(link, { method: 'POST', body, headers: { 'content-type': type } })).status;
    expect(await send('{}', 'application/json')).toBe(415);
    expect(await send('note='.padEnd(300_000, 'x'), 'application/x-www-form-urlencoded')).toBe(413);
    expect(await send('%%%=%ff&do=send&kind=%00', 'application/x-www-form-urlencoded')).toBe(400);
    expect((await app.request(link, { method: 'DELETE' })).status).toBe(405);
    expect(answers()).toEqual([]);
    expect(failures).toEqual([]);
  });
});

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
