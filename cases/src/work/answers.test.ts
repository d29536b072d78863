import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import { openLog } from '../log/log.ts';
import type { AnswerContent } from '../model/answer.ts';
import { defaultSettings } from '../model/settings.ts';
import { recordsOf, tracedCall } from '../path/call-records.fixture.ts';
import { amendAnswer, giveAnswer, previewAnswer } from './answers.ts';
import { openCase } from './cases.ts';
import { asked, byHand, changeSettings, memoryDesk, sendNext } from './desk.fixture.ts';
import type { Desk } from './desk.ts';
import { find } from './find.ts';
import { remindOf } from './reminding.ts';
import { acknowledgeRequest, approveRequest, markNonResponsive, markOverdue } from './requests.ts';
import { openTraceback } from './tracebacks.ts';

const upstream = (name: string): AnswerContent => ({ kind: 'upstream', upstream: name });
const customer: AnswerContent = { kind: 'own_customer', customer: { name: 'Quick Loans LLC' } };
const answer = (desk: Desk, request_id: string, content: AnswerContent) =>
  giveAnswer(desk, anna, { request_id, content, by: 'Dana', way: 'command' });
const typesOf = (desk: Desk, after: number) => desk.log.rowsAfter(after, 100).map(({ type }) => type);

describe('an answer', () => {
  it('is shown with what it does before it is saved', async () => {
    const { desk, memory } = memoryDesk();
    const { request_id } = await asked(desk);
    memory.records = recordsOf(['term y term'], { complete: ['v'] });
    const events = desk.log.rowsAfter(0, 100).length;
    const preview = await previewAnswer(desk, request_id, upstream('v'));
    expect(preview.check).toEqual({
      agreement: 'contradicts',
      findings: ['v reports without a gap around the call, and has no record of it'],
    });
    expect(preview.before).toMatchObject({ ask: 'y', status: 'open' });
    expect(preview.after).toMatchObject({ ask: '', end: { outcome: 'disputed', provider: 'y' } });
    expect(desk.log.rowsAfter(0, 100).length).toBe(events);
  });

  it('moves the traceback to the next provider, all at once', async () => {
    const { desk } = memoryDesk();
    const { request_id } = await asked(desk);
    const before = desk.log.rowsAfter(0, 100).length;
    const { drafted, traceback, answer: given } = await answer(desk, request_id, upstream('v'));
    expect(typesOf(desk, before)).toEqual([
      'answer_given',
      'request_answered',
      'path_answered',
      'request_drafted',
    ]);
    expect(traceback.state.ask).toBe('v');
    expect(drafted?.state).toMatchObject({
      provider: 'v',
      facts: { named_by: 'y', named_how: 'its answer names you' },
    });
    expect(given.state).toMatchObject({ by: 'Dana', check: { agreement: 'unknown' } });
  });

  it('ends the traceback', async () => {
    const { desk } = memoryDesk();
    const { request_id } = await asked(desk);
    const { traceback, drafted } = await answer(desk, request_id, customer);
    expect(traceback.state).toMatchObject({
      status: 'ended',
      outcome: 'caller_identified',
      provider: 'y',
      detail: "the caller is y's customer Quick Loans LLC",
    });
    expect(drafted).toBeUndefined();
  });

  it('knows a provider by its name', async () => {
    const { desk, memory } = memoryDesk();
    memory.names = [{ provider_id: 'v', name: 'Vee Voice, Inc.' }];
    const { request_id } = await asked(desk);
    const { traceback } = await answer(desk, request_id, upstream('vee voice, inc.'));
    expect(traceback.state.ask).toBe('v');
  });

  it('is given once, and amended after that', async () => {
    const { desk } = memoryDesk();
    const { request_id } = await asked(desk);
    const { answer: given, drafted } = await answer(desk, request_id, upstream('v'));
    await expect(answer(desk, request_id, upstream('w'))).rejects.toThrow('is answered already');
    const amended = await amendAnswer(desk, anna, {
      answer_id: given.ref.id,
      content: upstream('w'),
      by: 'Dana',
      way: 'command',
    });
    expect(amended.answer.state).toMatchObject({ amendments: 1, content: upstream('w') });
    expect(amended.traceback.state.ask).toBe('w');
    expect(amended.drafted?.state.provider).toBe('w');
    expect(amended.closed).toMatchObject([{ ref: drafted?.ref, state: { status: 'withdrawn' } }]);
    expect(desk.log.read((r) => r.events(given.ref)).length).toBe(2);
  });

  it('that was amended away leaves no end behind', async () => {
    const { desk } = memoryDesk();
    const { request_id } = await asked(desk);
    const { answer: given } = await answer(desk, request_id, customer);
    const amended = await amendAnswer(desk, anna, {
      answer_id: given.ref.id,
      content: upstream('v'),
      by: '',
      way: 'command',
    });
    expect(amended.traceback.state).toMatchObject({ status: 'open', outcome: '', ask: 'v' });
  });

  it('is late after the due time, and still counts after silence', async () => {
    const { desk, clock } = memoryDesk();
    const { request_id: id } = await asked(desk);
    clock.now += 48 * 3_600_000;
    markOverdue(desk, anna, { id });
    await remindOf(desk, anna, [{ id }]);
    clock.now += 48 * 3_600_000;
    await markNonResponsive(desk, anna, { id });
    const { traceback, drafted } = await answer(desk, id, upstream('v'));
    expect(desk.log.read((r) => r.load({ kind: 'request', id })?.state.status)).toBe('answered_late');
    expect(traceback.state).toMatchObject({ status: 'open', ask: 'v' });
    expect(drafted?.state.provider).toBe('v');
  });

  it('to a request that is not out is refused', async () => {
    const { desk } = memoryDesk();
    const { request_id } = await asked(desk);
    const { drafted } = await answer(desk, request_id, upstream('v'));
    await expect(answer(desk, drafted?.ref.id ?? '', customer)).rejects.toThrow(
      "is draft: it can't become 'answered'",
    );
    expect(typesOf(desk, 0).filter((type) => type === 'answer_given').length).toBe(1);
  });

  it('is late by when it came in, not by when it was written down', async () => {
    const { desk, clock } = memoryDesk();
    const { request_id: id } = await asked(desk);
    const request = () => desk.log.read((r) => r.load({ kind: 'request', id })?.state);
    const received_at = clock.now + 3_600_000;
    clock.now += 200 * 3_600_000;
    markOverdue(desk, anna, { id });
    const given = { request_id: id, content: upstream('v'), by: '', way: 'command' } as const;
    const { answer: saved } = await giveAnswer(desk, anna, { ...given, received_at });
    expect(request()).toMatchObject({ status: 'answered', answered_at: received_at });
    expect(saved.state).toMatchObject({ received_at, given_at: clock.now });
    clock.now += 1;
    const amended = await amendAnswer(desk, anna, { ...given, answer_id: saved.ref.id });
    expect(amended.answer.state).toMatchObject({ received_at: clock.now, amended_at: clock.now });
  });

  it('comes in neither in the future nor before its request', async () => {
    const { desk, clock } = memoryDesk();
    const { request_id } = await asked(desk);
    const given = { request_id, content: upstream('v'), by: '', way: 'command' } as const;
    for (const [received_at, message] of [
      [clock.now + 60_000, 'lies in the future'],
      [clock.now - 60_000, `is older than request ${request_id}`],
    ] as const)
      await expect(giveAnswer(desk, anna, { ...given, received_at })).rejects.toThrow(message);
    const { answer: saved } = await giveAnswer(desk, anna, given);
    await expect(
      amendAnswer(desk, anna, { ...given, answer_id: saved.ref.id, received_at: clock.now + 60_000 }),
    ).rejects.toThrow('lies in the future');
  });

  it('counts while its message is being tried again, but not before a message was written', async () => {
    const { desk, memory } = memoryDesk();
    memory.delivery = { delivered: false, why: 'connection refused', later: true };
    const { request_id: id } = await asked(desk);
    const statusOf = () => desk.log.read((r) => r.load({ kind: 'request', id })?.state.status);
    expect(statusOf()).toBe('approved');
    expect(acknowledgeRequest(desk, anna, { id }, 'Dana').state.status).toBe('acknowledged');
    const { traceback } = await answer(desk, id, upstream('v'));
    expect(statusOf()).toBe('answered');
    expect(traceback.state.ask).toBe('v');
    const [draft] = desk.log.read((r) => r.withStatus('request', 'draft'));
    const next = { id: draft?.ref.id ?? '' };
    approveRequest(desk, anna, next);
    expect(() => acknowledgeRequest(desk, anna, next, 'Dana')).toThrow('is approved');
  });

  it('of the wrong provider asks again who named it', async () => {
    const { desk } = memoryDesk();
    const { request_id, traceback_id } = await asked(desk);
    await answer(desk, request_id, upstream('v'));
    const second = await sendNext(desk, traceback_id);
    const { traceback, drafted } = await answer(desk, second, { kind: 'wrong_provider' });
    expect(traceback.state).toMatchObject({ status: 'open', ask: 'y' });
    expect(drafted?.state).toMatchObject({ provider: 'y', status: 'draft' });
    expect(drafted?.ref.id).not.toBe(request_id);
  });

  it('keeps the bytes that came in', async () => {
    const { desk } = memoryDesk();
    const { request_id } = await asked(desk);
    const bytes = Buffer.from('{"kind":"refused"}');
    const { answer: given } = await giveAnswer(desk, anna, {
      request_id,
      content: { kind: 'refused', reason: 'no contract' },
      by: '',
      way: 'file',
      bytes,
    });
    expect(desk.log.bytes(given.state.sha256)).toEqual(new Uint8Array(bytes));
  });

  it('is planned anew where somebody changed the traceback meanwhile', async () => {
    const { desk, memory } = memoryDesk();
    const { request_id, traceback_id } = await asked(desk);
    let reads = 0;
    const busy: Desk = {
      ...desk,
      records: {
        ...desk.records,
        async calls(calls) {
          reads += 1;
          if (reads === 1)
            desk.log.transact({ name: 'ben', reason: '' }, (w) => {
              const { hops, ask } = w.load({ kind: 'traceback', id: traceback_id })?.state ?? {
                hops: [],
                ask: '',
              };
              w.append(
                { kind: 'traceback', id: traceback_id },
                { type: 'path_read', data: { hops: [...hops], ask } },
              );
            });
          return calls.map(() => memory.records);
        },
      },
    };
    const { traceback } = await answer(busy, request_id, upstream('v'));
    expect(reads).toBe(2);
    expect(traceback.state.ask).toBe('v');
  });
});

describe('an answer that leaves the question open', () => {
  it('by a search that did not cover the call has the provider asked again', async () => {
    const { desk } = memoryDesk();
    const { request_id } = await asked(desk);
    const { traceback, drafted } = await answer(desk, request_id, {
      kind: 'no_record',
      searched: { from: tracedCall.call_time, to: tracedCall.call_time + 3_600_000 },
    });
    expect(traceback.state).toMatchObject({ status: 'open', ask: 'y' });
    expect(drafted?.state).toMatchObject({
      provider: 'y',
      status: 'draft',
      facts: { searched_before: { from: tracedCall.call_time, to: tracedCall.call_time + 3_600_000 } },
    });
  });

  it('is asked for an hour each way, or what the rules say, in whole seconds', async () => {
    const hour = 3_600_000;
    const { desk } = memoryDesk();
    const { request_id } = await asked(desk);
    const factsOf = () => desk.log.read((r) => find(r, 'request', request_id).state.facts);
    const { call_time } = tracedCall;
    expect(factsOf()).toMatchObject({
      call: { call_time },
      search: { from: call_time - hour, to: call_time + hour },
    });
    expect(factsOf()).not.toHaveProperty('searched_before');
    const other = memoryDesk();
    changeSettings(other.desk, { ...defaultSettings, search_window_s: 600 });
    const opened = openCase(other.desk, anna, byHand);
    const call = { ...tracedCall, call_time: call_time + 187 };
    const { drafted } = await openTraceback(other.desk, anna, { case_id: opened.ref.id, call, start: '' });
    expect(drafted?.state.facts).toMatchObject({
      call: { call_time: call_time + 187 },
      search: { from: call_time - 600_000, to: call_time + 601_000 },
    });
  });

  it('and is followed by silence ends the traceback, and a late answer opens it again', async () => {
    const { desk, clock } = memoryDesk();
    const { request_id, traceback_id } = await asked(desk);
    await answer(desk, request_id, {
      kind: 'no_record',
      searched: { from: tracedCall.call_time, to: tracedCall.call_time + 3_600_000 },
    });
    const id = await sendNext(desk, traceback_id);
    clock.now += 200 * 3_600_000;
    markOverdue(desk, anna, { id });
    await remindOf(desk, anna, [{ id }]);
    clock.now += 7 * 24 * 3_600_000;
    const silent = await markNonResponsive(desk, anna, { id });
    expect(silent.traceback.state).toMatchObject({
      status: 'ended',
      outcome: 'non_responsive',
      provider: 'y',
    });
    const { traceback } = await answer(desk, id, upstream('v'));
    expect(traceback.state).toMatchObject({ status: 'open', ask: 'v' });
  });

  it('of the wrong provider has the member asked whose record named it', async () => {
    const { desk } = memoryDesk();
    const { request_id } = await asked(desk);
    const { traceback, drafted } = await answer(desk, request_id, { kind: 'wrong_provider' });
    expect(traceback.state.hops).toMatchObject([{ provider: 'term', basis: 'contradicted' }]);
    expect(drafted?.state).toMatchObject({ provider: 'term', facts: { named_by: '' } });
  });
});

describe('two people at once', () => {
  it('who answer the same request: one answer is kept, and the other person is told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringtrace-answers-'));
    const { desk } = memoryDesk();
    const path = join(folder, 'log.db');
    const [one, other] = [openLog(path, { now: desk.now }), openLog(path, { now: desk.now })];
    try {
      const { request_id, traceback_id } = await asked({ ...desk, log: one });
      const done = await Promise.allSettled([
        answer({ ...desk, log: one }, request_id, upstream('v')),
        answer({ ...desk, log: other }, request_id, upstream('w')),
      ]);
      expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const refused = done.find((result) => result.status === 'rejected');
      expect(String(refused?.reason)).toContain(`request ${request_id} is answered`);
      const { answers, requests } = other.read((r) => ({
        answers: r.linked('answer', 'traceback_id', traceback_id),
        requests: r.linked('request', 'traceback_id', traceback_id),
      }));
      expect(answers.length).toBe(1);
      expect(requests.map(({ state }) => state.status).sort()).toEqual(['answered', 'draft']);
    } finally {
      one.close();
      other.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
