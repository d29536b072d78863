import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { tracedCall } from '../../path/call-records.fixture.ts';
import { answerPath } from '../../requests/links.ts';
import { asked, byHand } from '../../work/desk.fixture.ts';
import { find } from '../../work/find.ts';
import { memoryApi } from '../office.fixture.ts';

const call = {
  calling_number: tracedCall.calling_number,
  called_number: tracedCall.called_number,
  call_time: new Date(tracedCall.call_time).toISOString(),
};
const customer = (request: string) => ({
  request,
  kind: 'own_customer',
  customer: { name: 'Robo Ltd' },
  consent: { claimed: true },
  by: 'Pat',
});

describe('a traceback over HTTP', () => {
  it('goes from its opening to the caller, by the same decisions as commands', async () => {
    const { send, sent } = memoryApi();
    const { case_id } = z.object({ case_id: z.string() }).parse((await send('POST', '/cases', byHand)).body);
    const opened = await send('POST', '/tracebacks', { case_id, ...call, reason: 'the best call' });
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({
      call: { calling_number: String(call.calling_number) },
      ask: 'y',
      drafted: { status: 'draft', provider: 'y' },
    });
    const { traceback_id, drafted } = z
      .object({
        traceback_id: z.string(),
        drafted: z.object({ request_id: z.string(), version: z.number() }),
      })
      .parse(opened.body);
    const { request_id, version } = drafted;

    expect((await send('POST', '/requests/send', { requests: [{ request_id }] })).status).toBe(422);
    const approved = await send('POST', `/requests/${request_id}/approve`, { version });
    expect(approved.body).toMatchObject({ status: 'approved' });
    const out = await send('POST', '/requests/send', {});
    expect(out.body).toMatchObject({
      batches: [{ provider: 'y', delivered: true, requests: [{ request_id }] }],
    });
    expect(sent).toHaveLength(1);
    const bytes = await send('GET', `/requests/${request_id}/bytes`);
    const [kept] = z.object({ items: z.array(z.object({ base64: z.string() })) }).parse(bytes.body).items;
    expect(Buffer.from(kept?.base64 ?? '', 'base64')).toEqual(Buffer.from(sent[0]?.forms[0]?.bytes ?? []));
    await send('POST', `/requests/${request_id}/acknowledge`, { by: 'Pat' });
    const reminded = await send('POST', '/requests/remind', { requests: [{ request_id }] });
    expect(reminded.body).toMatchObject({ batches: [{ requests: [{ reminders: 1 }] }] });

    const preview = await send(
      'POST',
      '/answers/preview',
      { answer: customer(request_id) },
      { as: 'reader' },
    );
    expect(preview.body).toMatchObject({ before: { ask: 'y' }, after: { outcome: 'caller_identified' } });
    expect((await send('GET', `/tracebacks/${traceback_id}`)).body).toMatchObject({ answers: [] });

    const saved = await send('POST', '/answers', { answer: customer(request_id), reason: 'by telephone' });
    expect(saved.status).toBe(201);
    expect(saved.body).toMatchObject({
      answer: { way: 'api', by: 'Pat', content: { consent: { claimed: true } } },
      traceback: { status: 'ended', outcome: 'caller_identified' },
    });
    const { answer } = z.object({ answer: z.object({ answer_id: z.string() }) }).parse(saved.body);
    expect((await send('POST', '/answers', { answer: customer(request_id) })).status).toBe(422);

    const amended = await send('PUT', `/answers/${answer.answer_id}`, {
      answer: { ...customer(request_id), consent: { claimed: true, evidence: 'a recording' } },
      version: 1,
    });
    expect(amended.body).toMatchObject({ answer: { amendments: 1 } });
    const other = { answer: customer('req-other') };
    expect((await send('PUT', `/answers/${answer.answer_id}`, other)).body).toMatchObject({
      fields: [{ field: 'answer.request' }],
    });
    expect((await send('GET', `/answers/${answer.answer_id}`)).body).toMatchObject({
      events: [{ type: 'answer_given' }, { type: 'answer_amended', actor: 'anna' }],
    });
    expect((await send('GET', `/requests/${request_id}`)).body).toMatchObject({
      status: 'answered',
      answer: { answer_id: answer.answer_id },
    });
  });

  it('takes answers that came in earlier', async () => {
    const { send, desk, clock } = memoryApi();
    const { request_id } = await asked(desk);
    const received = new Date(clock.now).toISOString();
    clock.now += 200 * 3_600_000;
    const answer = { request: request_id, kind: 'wrong_provider' };
    const future = new Date(clock.now + 60_000).toISOString();
    expect((await send('POST', '/answers', { answer, received_at: future })).status).toBe(422);
    expect((await send('POST', '/answers', { answer, received_at: 'noon' })).status).toBe(400);
    const saved = await send('POST', '/answers', { answer, received_at: received });
    expect(saved.body).toMatchObject({ answer: { received_at: received } });
    expect((await send('GET', `/requests/${request_id}`)).body).toMatchObject({ status: 'answered' });
  });

  it('ends by hand, and withdraws its requests', async () => {
    const { send, desk } = memoryApi();
    const { traceback_id, request_id } = await asked(desk);
    const ended = await send('POST', `/tracebacks/${traceback_id}/close`, { detail: 'a test call' });
    expect(ended.body).toMatchObject({ status: 'ended', withdrawn: [request_id], drafted: null });
    expect((await send('POST', `/tracebacks/${traceback_id}/read`, {})).status).toBe(200);
  });

  it('does not end by hand with an outcome that says something of a provider', async () => {
    const { send, desk } = memoryApi();
    const { traceback_id } = await asked(desk);
    for (const outcome of ['non_responsive', 'originator_identified', 'refused'])
      expect((await send('POST', `/tracebacks/${traceback_id}/close`, { outcome })).status).toBe(400);
    expect((await send('GET', `/tracebacks/${traceback_id}`)).body).toMatchObject({
      status: 'open',
      outcome: '',
    });
  });

  it('names each wrong field', async () => {
    const { send } = memoryApi();
    const { status, body } = await send('POST', '/tracebacks', {
      case_id: 'case-1',
      calling_number: '+1202',
      called_number: 0,
      call_time: 'noon',
      colour: 'red',
    });
    expect(status).toBe(400);
    const { fields } = z.object({ fields: z.array(z.object({ field: z.string() })) }).parse(body);
    expect(fields.map(({ field }) => field).sort()).toEqual(
      ['call_time', 'called_number', 'calling_number', 'colour'].sort(),
    );
  });
});

describe('a called number', () => {
  it('is masked, until somebody reads it in full, which the log keeps', async () => {
    const { send, desk } = memoryApi();
    const { case_id, traceback_id, request_id } = await asked(desk);
    const number = String(tracedCall.called_number);
    const paths = [`/cases/${case_id}`, `/tracebacks/${traceback_id}`, `/requests/${request_id}`, '/events'];
    const masked = `${number.slice(0, -4)}xxxx`;
    for (const path of paths) {
      const shown = JSON.stringify((await send('GET', path)).body);
      expect(shown).toContain(masked);
      expect(shown).not.toContain(number);
    }
    expect(desk.log.read((r) => r.ids('package'))).toEqual([]);
    for (const path of paths) {
      const read = await send('GET', `${path}?numbers=true&reason=a%20call`, undefined, { as: 'reader' });
      expect(JSON.stringify(read.body)).toContain(number);
    }
    await send('GET', `/requests/${request_id}/bytes`);
    const readings = desk.log.read((r) =>
      r.ids('package').flatMap((id) => r.events({ kind: 'package', id })),
    );
    expect(readings).toMatchObject([
      ...paths.map((path) => ({
        type: 'numbers_read',
        actor: 'reader',
        reason: 'a call',
        data: { what: `/api/v1${path}`, numbers: 1 },
      })),
      { actor: 'anna', data: { what: `the bytes of ${request_id}`, numbers: 1 } },
    ]);
  });
});

describe('a request over HTTP', () => {
  it('that nobody knows to have arrived is marked as delivered', async () => {
    const { send, desk, memory } = memoryApi();
    memory.delivery = { delivered: 'perhaps' };
    const { request_id } = await asked(desk);
    expect((await send('GET', `/requests/${request_id}`)).body).toMatchObject({ status: 'sent' });
    const marked = await send('POST', `/requests/${request_id}/delivered`, { reason: 'they telephoned' });
    expect(marked.body).toMatchObject({ status: 'delivered' });
  });

  it('is read without the link by which anybody could answer it', async () => {
    const { send, desk } = memoryApi();
    const { request_id } = await asked(desk);
    const link = `https://group.example${answerPath(request_id, 0, Buffer.alloc(32))}`;
    desk.log.transact({ name: 'anna', reason: '' }, (w) => {
      const request = find(w, 'request', request_id);
      const { batch_id, due_at, calendar } = request.state;
      if (calendar === undefined) throw new Error('the request was not sent');
      w.append(request.ref, { type: 'request_bounced', data: { why: 'full' } });
      w.append(request.ref, {
        type: 'request_sent',
        data: {
          batch_id,
          channel: 'file',
          address: 'out',
          due_at,
          calendar,
          bytes: [{ form: 'text', sha256: w.keep(Buffer.from(`Answer at ${link}`)) }],
        },
      });
    });
    const { body } = await send('GET', `/requests/${request_id}/bytes`, undefined, { as: 'reader' });
    const { items } = z.object({ items: z.array(z.object({ base64: z.string() })) }).parse(body);
    expect(items.map(({ base64 }) => Buffer.from(base64, 'base64').toString())).toEqual([
      'Answer at https://group.example/answer/(withheld)',
    ]);
  });

  it('is withdrawn, and one that came back is told', async () => {
    const { send, desk } = memoryApi();
    const { request_id } = await asked(desk);
    const bounced = await send('POST', `/requests/${request_id}/bounced`, { why: 'no such mailbox' });
    expect(bounced.body).toMatchObject({ status: 'bounced' });
    const withdrawn = await send('POST', `/requests/${request_id}/withdraw`, { reason: 'wrong call' });
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn' });
    expect((await send('POST', `/requests/${request_id}/withdraw`, {})).status).toBe(422);
  });
});

describe('a file of answers over HTTP', () => {
  it('is looked at, then saved, each answer by itself', async () => {
    const { send, desk } = memoryApi();
    const { request_id } = await asked(desk);
    const csv = `request,kind,customer_name\n${request_id},own_customer,Robo Ltd\nreq-none,wrong_provider,\n`;
    const type = { 'content-type': 'text/csv' };
    const looked = await send('POST', '/answers/bulk?preview=true', csv, type);
    expect(looked.body).toMatchObject({
      saved: 0,
      refused: 1,
      answers: [
        { place: 'line 2', outcome: 'can_be_saved' },
        { place: 'line 3', outcome: 'refused' },
      ],
    });
    const saved = await send('POST', '/answers/bulk?reason=their%20file', csv, type);
    expect(saved.body).toMatchObject({ saved: 1, refused: 1 });
    const again = await send('POST', '/answers/bulk', csv, type);
    expect(again.body).toMatchObject({ saved: 0, refused: 2 });
    const [answer] = desk.log.read((r) => r.linked('answer', 'request_id', request_id));
    const kept = (sha256 = '') => Buffer.from(desk.log.bytes(sha256) ?? []).toString();
    expect(kept(answer?.state.file_sha256)).toBe(csv);
    expect(kept(answer?.state.sha256)).toBe(
      `request,kind,customer_name\n${request_id},own_customer,Robo Ltd\n`,
    );
  });

  it('that is wrong is not taken at all', async () => {
    const { send, desk } = memoryApi();
    const { request_id } = await asked(desk);
    const csv = `request,kind\n${request_id},own_gateway\nreq-x,nonsense\n`;
    const { status, body } = await send('POST', '/answers/bulk', csv, { 'content-type': 'text/csv' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ detail: expect.stringContaining('line 3') });
    expect(desk.log.read((r) => r.ids('answer'))).toEqual([]);
  });
});

describe('an action over HTTP', () => {
  it('is recorded, shown with what the campaign did after it, and taken back', async () => {
    const { send, desk } = memoryApi();
    const { traceback_id } = await asked(desk);
    const action = { traceback_id, provider: 'y', caller: 'Robo Ltd', action: 'warned' };
    const future = await send('POST', '/actions', { ...action, taken_at: '2099-01-01T00:00:00Z' });
    expect(future.status).toBe(422);
    const { body } = await send('POST', '/actions', { ...action, taken_at: '2026-03-01T00:00:00Z' });
    const { action_id } = z.object({ action_id: z.string() }).parse(body);
    expect((await send('GET', `/actions/${action_id}`)).body).toMatchObject({
      action: 'warned',
      taken_at: '2026-03-01T00:00:00.000Z',
      campaign_after: null,
    });
    const withdrawn = await send('POST', `/actions/${action_id}/withdraw`, { version: 1 });
    expect(withdrawn.body).toMatchObject({ withdrawn: true });
  });
});
