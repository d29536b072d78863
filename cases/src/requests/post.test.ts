import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestMessage } from '@ringtrace/schemas/casework/request';
import { afterAll, describe, expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import { defaultSettings } from '../model/settings.ts';
import { asked, changeSettings, describeProvider, memoryDesk } from '../work/desk.fixture.ts';
import type { Desk } from '../work/desk.ts';
import { remindOf, sendRequests } from '../work/sending.ts';
import { impatient } from './channels/parcel.fixture.ts';
import { requestOfLink } from './links.ts';
import { openPost } from './post.ts';
import { openSecrets } from './secrets.ts';

const home = mkdtempSync(join(tmpdir(), 'ringtrace-post-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const settings = {
  RINGTRACE_HOME: home,
  RINGTRACE_OUTBOX: undefined,
  RINGTRACE_SMTP_URL: undefined,
  RINGTRACE_SENDER: 'Example Group <t@group.example>',
  RINGTRACE_ANSWER_URL: 'https://traceback.example/x/',
};

/** A desk whose messages go out for real. */
function realDesk(legs?: readonly string[], change = {}) {
  const memory = memoryDesk(legs);
  const sender = openPost({ ...settings, ...change }, { now: memory.desk.now, patience: impatient });
  const desk: Desk = { ...memory.desk, sender };
  return { ...memory, desk };
}

const stateOf = (desk: Desk, id: string) => desk.log.read((r) => r.load({ kind: 'request', id })?.state);
const messageIn = (folder = '') =>
  requestMessage.parse(JSON.parse(readFileSync(join(folder, 'request.json'), 'utf8')));

describe('the post', () => {
  it('writes a request into the outbox, with the bytes that the log keeps, and a link that is good', async () => {
    const { desk, clock } = realDesk();
    const { request_id } = await asked(desk);
    const state = stateOf(desk, request_id);
    expect(state).toMatchObject({ status: 'sent', channel: 'file', handed_over_at: clock.now });
    for (const { form, sha256 } of state?.bytes ?? []) {
      const name = `request.${form === 'text' ? 'txt' : form}`;
      expect(Buffer.from(desk.log.bytes(sha256) ?? [])).toEqual(
        readFileSync(join(state?.address ?? '', name)),
      );
    }
    expect(state?.bytes.map(({ form }) => form)).toEqual(['text', 'json', 'html']);
    const [request] = messageIn(state?.address).requests;
    expect(request?.request).toBe(request_id);
    expect(Date.parse(request?.due.utc ?? '')).toBe(state?.due_at);
    const [, token = ''] =
      /^https:\/\/traceback\.example\/x\/answer\/(.+)$/.exec(request?.answer_at ?? '') ?? [];
    expect(requestOfLink(token, openSecrets(home).links, clock.now, () => false)).toBe(request_id);
  });

  it('writes no link where the group has no page for answers', async () => {
    const { desk } = realDesk(undefined, { RINGTRACE_ANSWER_URL: undefined });
    const { request_id } = await asked(desk);
    expect(messageIn(stateOf(desk, request_id)?.address).requests[0]).not.toHaveProperty('answer_at');
  });

  it('says nothing of other hops: no byte of any form has their ids or names', async () => {
    const { desk } = realDesk([
      'origin-x transit-x transit-b',
      'transit-b transit-x terminal-1',
      'terminal-1 transit-b terminal-1',
    ]);
    for (const hop of ['terminal-1', 'transit-b', 'origin-x'])
      describeProvider(desk, hop, { name: `Name of ${hop}`, former_names: [`Once ${hop}`] });
    const { request_id, traceback_id } = await asked(desk);
    const { provider, facts, address } = stateOf(desk, request_id) ?? {};
    const hops = desk.log.read((r) => r.load({ kind: 'traceback', id: traceback_id })?.state.hops ?? []);
    const hidden = hops
      .map((hop) => hop.provider)
      .filter((hop) => hop !== provider && hop !== facts?.named_by);
    expect(hidden.length).toBeGreaterThan(0);
    for (const file of readdirSync(address ?? ''))
      for (const hop of hidden) expect(readFileSync(join(address ?? '', file), 'utf8')).not.toContain(hop);
  });

  it('refuses to write facts that name another hop, and sends nothing', async () => {
    const { desk, memory } = realDesk(['b a term', 'term b term']);
    if (memory.candidate !== undefined)
      memory.candidate = { ...memory.candidate, reasons: ['most calls end at TERM'] };
    const { openCase, openTraceback, approveRequest } = {
      ...(await import('../work/cases.ts')),
      ...(await import('../work/tracebacks.ts')),
      ...(await import('../work/requests.ts')),
    };
    expect([openCase, openTraceback, approveRequest]).toHaveLength(3);
  });

  it('knows a reminder by its message, each one by its number', async () => {
    const { desk, clock } = realDesk();
    changeSettings(desk, defaultSettings);
    const { request_id } = await asked(desk);
    const { batch_id } = stateOf(desk, request_id) ?? {};
    for (const n of [1, 2]) {
      clock.now += 3_600_000;
      const [reminded] = await remindOf(desk, anna, [{ id: request_id }]);
      expect(reminded).toMatchObject({ batch_id: `${batch_id}-reminder-${n}`, delivered: 'perhaps' });
    }
    expect(stateOf(desk, request_id)).toMatchObject({ reminders: 2, reminded_at: clock.now });
  });

  it('leaves a request approved where its channel fails for now, and sends it again under the same id', async () => {
    const { desk, clock } = realDesk();
    describeProvider(desk, 'y', { name: 'Y' });
    desk.log.transact(anna, (w) => {
      const described = w.load({ kind: 'provider', id: 'y' })?.state;
      if (described === undefined) throw new Error('y is not described');
      const { kind: _, objections: __, ...data } = described;
      w.append(
        { kind: 'provider', id: 'y' },
        { type: 'provider_described', data: { ...data, webhook: 'http://127.0.0.1:1/' } },
      );
    });
    const { request_id } = await asked(desk);
    const failed = stateOf(desk, request_id);
    expect(failed).toMatchObject({ status: 'approved', failed_tries: 1, not_sent_at: clock.now });
    clock.now += 3_600_000;
    await sendRequests(desk, anna, [{ id: request_id }]);
    expect(stateOf(desk, request_id)).toMatchObject({ batch_id: failed?.batch_id, failed_tries: 2 });
  });
});
