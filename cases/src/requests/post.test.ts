import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestMessage } from '@ringtrace/schemas/casework/request';
import { afterAll, describe, expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import { tracedCall } from '../path/call-records.fixture.ts';
import { openCampaignCase } from '../work/cases.ts';
import { asked, describeProvider, exampleCandidate, memoryDesk } from '../work/desk.fixture.ts';
import type { Desk } from '../work/desk.ts';
import { remindOf } from '../work/reminding.ts';
import { approveRequest } from '../work/requests.ts';
import { sendAgain } from '../work/send-again.ts';
import { sendRequests } from '../work/sending.ts';
import { openTraceback } from '../work/tracebacks.ts';
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
      'hop-a asked-x hop-b',
      'hop-b hop-a terminal-1',
      'terminal-1 hop-b terminal-1',
    ]);
    for (const hop of ['terminal-1', 'hop-b', 'hop-a'])
      describeProvider(desk, hop, { name: `Name of ${hop}`, former_names: [`Once ${hop}`] });
    const { request_id, traceback_id } = await asked(desk);
    const { provider, facts, address } = stateOf(desk, request_id) ?? {};
    const hops = desk.log.read((r) => r.load({ kind: 'traceback', id: traceback_id })?.state.hops ?? []);
    const hidden = hops
      .map((hop) => hop.provider)
      .filter((hop) => hop !== provider && hop !== facts?.named_by);
    expect([provider, facts?.named_by, hidden]).toEqual(['asked-x', 'hop-a', ['terminal-1', 'hop-b']]);
    for (const file of readdirSync(address ?? ''))
      for (const hop of hidden) expect(readFileSync(join(address ?? '', file), 'utf8')).not.toContain(hop);
  });

  it('refuses to write facts that name another hop, and sends nothing', async () => {
    const { desk, memory } = realDesk(['b a term', 'term b term']);
    describeProvider(desk, 'term', { name: 'Terminal Telephone', former_names: ['Oldtown Bell'] });
    memory.candidate = { ...exampleCandidate, reasons: ['most calls end at OLDTOWN BELL'] };
    const opened = await openCampaignCase(desk, anna, { candidate_id: 't-1', title: '', category: '' });
    const { drafted } = await openTraceback(desk, anna, {
      case_id: opened.ref.id,
      call: tracedCall,
      start: '',
    });
    const id = drafted?.ref.id ?? '';
    approveRequest(desk, anna, { id });
    expect(await sendRequests(desk, anna, [{ id }])).toMatchObject([
      { delivered: false, why: expect.stringContaining("names the provider 'term'") },
    ]);
    expect(stateOf(desk, id)?.status).toBe('approved');
  });

  it('knows the hidden hops by their names in the reference data, too', async () => {
    const { desk, memory } = realDesk(['b a term', 'term b term']);
    memory.names = [{ provider_id: 'term', name: 'Registered Telephone Inc' }];
    memory.candidate = { ...exampleCandidate, reasons: ['calls end at Registered Telephone Inc'] };
    const opened = await openCampaignCase(desk, anna, { candidate_id: 't-1', title: '', category: '' });
    const { drafted } = await openTraceback(desk, anna, {
      case_id: opened.ref.id,
      call: tracedCall,
      start: '',
    });
    const id = drafted?.ref.id ?? '';
    approveRequest(desk, anna, { id });
    expect(await sendRequests(desk, anna, [{ id }])).toMatchObject([
      { delivered: false, why: expect.stringContaining("names the provider 'term'") },
    ]);
  });

  it('knows a reminder by its message, each one by its number', async () => {
    const { desk, clock } = realDesk();
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
    describeProvider(desk, 'y', { webhook: 'http://127.0.0.1:1/' });
    const { request_id } = await asked(desk);
    const failed = stateOf(desk, request_id);
    expect(failed).toMatchObject({
      status: 'approved',
      channel: 'webhook',
      failed_tries: 1,
      not_sent_at: clock.now,
    });
    describeProvider(desk, 'y', { webhook: '' });
    clock.now += 3_600_000;
    await sendAgain(desk, anna);
    expect(stateOf(desk, request_id)).toMatchObject({
      channel: 'file',
      batch_id: failed?.batch_id,
      handed_over_at: clock.now,
    });
    expect(messageIn(stateOf(desk, request_id)?.address).batch).toBe(failed?.batch_id);
  });
});
