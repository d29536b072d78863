import { describe, expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import { recordsOf, tracedCall } from '../path/call-records.fixture.ts';
import { giveAnswer } from './answers.ts';
import { closeCase, openCase } from './cases.ts';
import { asked, byHand, describeProvider, memoryDesk } from './desk.fixture.ts';
import type { Desk } from './desk.ts';
import { remindOf } from './reminding.ts';
import { markNonResponsive, markOverdue, withdrawRequest } from './requests.ts';
import { askAgain, closeTraceback, openTraceback, rereadTraceback, rereadTracebacks } from './tracebacks.ts';

function open(desk: Desk, start = '') {
  const { ref } = openCase(desk, anna, byHand);
  return openTraceback(desk, anna, { case_id: ref.id, call: tracedCall, start });
}
const statusOf = (desk: Desk, id: string) =>
  desk.log.read((r) => r.load({ kind: 'request', id })?.state.status);

describe('a traceback', () => {
  it('starts with all hops that records prove, and a draft to the next provider', async () => {
    const { desk } = memoryDesk(['a x quiet', 'b quiet term', 'term b term']);
    const { traceback, drafted } = await open(desk);
    expect(traceback.state.hops.map(({ provider }) => provider)).toEqual(['term', 'b', 'quiet', 'a', 'x']);
    expect(drafted?.state).toMatchObject({
      provider: 'x',
      position: 5,
      status: 'draft',
      facts: {
        call: tracedCall,
        reasons: ['the called party complained of it'],
        volume: { calls: 0, from: 0, to: 0 },
        named_by: 'a',
        named_how: 'its record of the call names you',
      },
    });
  });

  it('asks a proven origin who its customer is, and any other provider who sent the call', async () => {
    const origin = await open(memoryDesk(['orig orig term', 'term orig term']).desk);
    expect(origin.drafted?.state).toMatchObject({ provider: 'orig', facts: { question: 'customer' } });
    const transit = await open(memoryDesk(['term y term']).desk);
    expect(transit.drafted?.state).toMatchObject({ provider: 'y', facts: { question: 'upstream' } });
  });

  it('ends at once where records lead abroad', async () => {
    const { desk, memory } = memoryDesk();
    memory.records = recordsOf(['gate overseas term', 'term gate term'], { foreign: ['overseas'] });
    const { traceback, drafted } = await open(desk);
    expect(traceback.state).toMatchObject({ status: 'ended', outcome: 'foreign', provider: 'overseas' });
    expect(drafted).toBeUndefined();
  });

  it('needs a first provider where no member reported the call', async () => {
    const { desk, memory } = memoryDesk([]);
    await expect(open(desk)).rejects.toThrow('name the provider that terminated it with --provider');
    memory.names = ['n1', 'n2'].map((provider_id) => ({ provider_id, name: 'Northstar' }));
    await expect(open(desk, 'Northstar')).rejects.toThrow("'Northstar' may mean n1 or n2");
    const { traceback, drafted } = await open(desk, 'term');
    expect(traceback.state.ask).toBe('term');
    expect(drafted?.state.facts.named_by).toBe('');
  });

  it('traces a call once in a case, and none in a closed case', async () => {
    const { desk } = memoryDesk();
    const { traceback } = await open(desk);
    const { case_id } = traceback.state;
    const again = { case_id, call: tracedCall, start: '' };
    await expect(openTraceback(desk, anna, again)).rejects.toThrow(
      `traceback ${traceback.ref.id} of the case traces this call already`,
    );
    closeTraceback(desk, anna, { id: traceback.ref.id, detail: '' });
    closeCase(desk, anna, { id: case_id }, '');
    await expect(openTraceback(desk, anna, again)).rejects.toThrow('is closed');
  });

  it('traces a call once, with whatever precision its time is given, and from whatever case', async () => {
    const { desk } = memoryDesk();
    const { traceback } = await open(desk);
    const { case_id } = traceback.state;
    const rough = { ...tracedCall, call_time: tracedCall.call_time + 187 };
    const other = openCase(desk, anna, byHand).ref.id;
    for (const [wanted, told] of [
      [case_id, 'of the case'],
      [other, `of case ${case_id}`],
    ] as const)
      await expect(openTraceback(desk, anna, { case_id: wanted, call: rough, start: '' })).rejects.toThrow(
        `traceback ${traceback.ref.id} ${told} traces this call already`,
      );
    const apart = { ...tracedCall, call_time: tracedCall.call_time + 31_000 };
    await openTraceback(desk, anna, { case_id: other, call: apart, start: '' });
    const elsewhere = { ...tracedCall, calling_number: tracedCall.calling_number + 1 };
    await openTraceback(desk, anna, { case_id: other, call: elsewhere, start: '' });
    closeTraceback(desk, anna, { id: traceback.ref.id, detail: '' });
    await openTraceback(desk, anna, { case_id: other, call: tracedCall, start: '' });
  });

  it('traces no call of the future', async () => {
    const { desk, clock } = memoryDesk();
    const { ref } = openCase(desk, anna, byHand);
    const call = { ...tracedCall, call_time: clock.now + 2 * 3_600_000 };
    await expect(openTraceback(desk, anna, { case_id: ref.id, call, start: '' })).rejects.toThrow(
      'in the future',
    );
  });

  it('of a live call is alone in its case', async () => {
    const { desk } = memoryDesk();
    const { ref } = openCase(desk, anna, { ...byHand, live: true });
    await openTraceback(desk, anna, { case_id: ref.id, call: tracedCall, start: '' });
    const other = { ...tracedCall, call_time: tracedCall.call_time + 60_000 };
    await expect(openTraceback(desk, anna, { case_id: ref.id, call: other, start: '' })).rejects.toThrow(
      'is of one live call',
    );
  });

  it('asks again after a request was withdrawn, and once only', async () => {
    const { desk } = memoryDesk();
    const { traceback_id, request_id } = await asked(desk);
    await expect(askAgain(desk, anna, traceback_id)).rejects.toThrow('a request to y is under way');
    withdrawRequest(desk, anna, { id: request_id });
    const { drafted } = await askAgain(desk, anna, traceback_id);
    expect(drafted?.state).toMatchObject({ provider: 'y', status: 'draft' });
    await expect(askAgain(desk, anna, traceback_id)).rejects.toThrow('a request to y is under way');
    closeTraceback(desk, anna, { id: traceback_id, detail: '' });
    await expect(askAgain(desk, anna, traceback_id)).rejects.toThrow('asks nobody: it is ended');
  });

  it('that a person closes withdraws its requests, and stays closed', async () => {
    const { desk, memory } = memoryDesk();
    const { traceback_id, request_id } = await asked(desk);
    const { traceback, closed } = closeTraceback(desk, anna, {
      id: traceback_id,
      detail: 'a test call',
    });
    expect(traceback.state).toMatchObject({
      status: 'ended',
      outcome: 'withdrawn',
      provider: '',
      detail: 'a test call',
    });
    expect(closed.map(({ ref }) => ref.id)).toEqual([request_id]);
    memory.records = recordsOf(['y v term', 'term y term']);
    const after = await rereadTraceback(desk, anna, traceback_id);
    expect(after.traceback.state).toMatchObject({ status: 'ended', outcome: 'withdrawn', ask: '' });
    expect(after.traceback.state.hops.length).toBe(3);
    expect(after.drafted).toBeUndefined();
    expect(() => closeTraceback(desk, anna, { id: traceback_id, detail: '' })).toThrow(
      'has ended already: withdrawn',
    );
  });
});

describe('records that come later', () => {
  it('make a request not needed, and ask the next provider', async () => {
    const { desk, memory } = memoryDesk();
    const { traceback_id, request_id } = await asked(desk);
    memory.records = recordsOf(['y v term', 'term y term']);
    const { drafted, closed } = await rereadTraceback(desk, anna, traceback_id);
    expect(statusOf(desk, request_id)).toBe('not_needed');
    expect(closed.length).toBe(1);
    expect(drafted?.state.provider).toBe('v');
  });

  it('open a traceback again that had ended, where they lead on', async () => {
    const { desk, memory } = memoryDesk();
    const { traceback_id, request_id } = await asked(desk);
    const ended = await giveAnswer(desk, anna, {
      request_id,
      content: { kind: 'refused', reason: 'no contract' },
      by: '',
      way: 'command',
    });
    expect(ended.traceback.state).toMatchObject({ status: 'ended', outcome: 'refused', provider: 'y' });
    memory.records = recordsOf(['v v y', 'y v term', 'term y term']);
    const [after] = await rereadTracebacks(desk, anna, 0);
    expect(after?.traceback.state).toMatchObject({ status: 'open', ask: 'v' });
    expect(after?.drafted?.state.provider).toBe('v');
    expect(
      desk.log.read((r) => r.events({ kind: 'traceback', id: traceback_id }).map(({ type }) => type)),
    ).toEqual(['traceback_opened', 'path_answered', 'traceback_ended', 'traceback_reopened', 'path_read']);
  });

  it('open a closed case again together with its traceback', async () => {
    const { desk, memory } = memoryDesk();
    const { case_id, request_id } = await asked(desk);
    await giveAnswer(desk, anna, {
      request_id,
      content: { kind: 'refused', reason: 'no contract' },
      by: '',
      way: 'command',
    });
    closeCase(desk, anna, { id: case_id }, 'refused');
    const caseNow = () => desk.log.read((r) => r.load({ kind: 'case', id: case_id })?.state);
    expect(await rereadTracebacks(desk, anna, 0)).toEqual([]);
    expect(caseNow()?.status).toBe('closed');
    memory.records = recordsOf(['v v y', 'y v term', 'term y term']);
    const [after] = await rereadTracebacks(desk, anna, 0);
    expect(after?.traceback.state.status).toBe('open');
    expect(after?.reopened?.ref.id).toBe(case_id);
    expect(caseNow()).toMatchObject({ status: 'open', outcome: '', closed_at: 0 });
    expect(desk.log.read((r) => r.events({ kind: 'case', id: case_id }).at(-1)?.type)).toBe('case_reopened');
  });

  it('that say nothing new write nothing', async () => {
    const { desk } = memoryDesk();
    const { traceback_id, request_id } = await asked(desk);
    expect(await rereadTracebacks(desk, anna, 0)).toEqual([]);
    withdrawRequest(desk, anna, { id: request_id });
    const { traceback, drafted } = await rereadTraceback(desk, anna, traceback_id);
    expect(traceback.version).toBe(1);
    expect(drafted).toBeUndefined();
  });

  it('that are gone after their time leave what they proved', async () => {
    const { desk, memory } = memoryDesk();
    const { traceback_id } = await asked(desk);
    memory.records = recordsOf([]);
    const { traceback } = await rereadTraceback(desk, anna, traceback_id);
    expect(traceback.state).toMatchObject({ ask: 'y', status: 'open' });
    expect(traceback.state.hops.length).toBe(2);
  });

  it('that are gone let a late answer end the traceback, and nobody is asked again', async () => {
    const { desk, memory, clock } = memoryDesk();
    const { request_id: id } = await asked(desk);
    clock.now += 200 * 3_600_000;
    markOverdue(desk, anna, { id });
    memory.records = recordsOf([]);
    const saved = await giveAnswer(desk, anna, {
      request_id: id,
      content: { kind: 'own_customer', customer: { name: 'Quick Loans LLC' } },
      by: '',
      way: 'command',
    });
    expect(saved.traceback.state).toMatchObject({
      status: 'ended',
      outcome: 'caller_identified',
      provider: 'y',
    });
    expect(saved.drafted).toBeUndefined();
    expect(await rereadTracebacks(desk, anna, 0)).toEqual([]);
  });

  it('that are gone let silence end the traceback', async () => {
    const { desk, memory, clock } = memoryDesk();
    const { request_id: id } = await asked(desk);
    clock.now += 200 * 3_600_000;
    markOverdue(desk, anna, { id });
    await remindOf(desk, anna, [{ id }]);
    clock.now += 7 * 24 * 3_600_000;
    memory.records = recordsOf([]);
    const { traceback } = await markNonResponsive(desk, anna, { id });
    expect(traceback.state).toMatchObject({
      status: 'ended',
      outcome: 'non_responsive',
      provider: 'y',
    });
  });

  it('are of one provider under each of its ids: it is asked once', async () => {
    const { desk, memory } = memoryDesk();
    const { traceback_id, request_id } = await asked(desk);
    describeProvider(desk, 'yankee', { aliases: ['y'] });
    memory.records = recordsOf(['term y term']);
    const { drafted, traceback } = await rereadTraceback(desk, anna, traceback_id);
    expect(traceback.state.ask).toBe('yankee');
    expect(drafted).toBeUndefined();
    expect(statusOf(desk, request_id)).toBe('delivered');
  });
});
