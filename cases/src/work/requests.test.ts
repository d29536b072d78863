import { describe, expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import { ref } from '../model/ids.ts';
import { defaultSettings } from '../model/settings.ts';
import { tracedCall } from '../path/call-records.fixture.ts';
import { openCampaignCase, openCase } from './cases.ts';
import { asked, byHand, changeSettings, memoryDesk } from './desk.fixture.ts';
import type { Desk } from './desk.ts';
import { remindOf } from './reminding.ts';
import {
  acknowledgeRequest,
  approveRequest,
  approveRequests,
  markBounced,
  markNonResponsive,
  markOverdue,
  withdrawRequest,
} from './requests.ts';
import { freshRequests, sendAgain } from './send-again.ts';
import { approvedRequests, sendRequests } from './sending.ts';
import { openTraceback } from './tracebacks.ts';

/** Drafts of two cases to the same provider. */
async function twoDrafts(desk: Desk): Promise<string[]> {
  const drafts: string[] = [];
  for (const minutes of [0, 1]) {
    const { ref } = openCase(desk, anna, byHand);
    const call = { ...tracedCall, call_time: tracedCall.call_time + minutes * 60_000 };
    const { drafted } = await openTraceback(desk, anna, { case_id: ref.id, call, start: '' });
    if (drafted !== undefined) drafts.push(drafted.ref.id);
  }
  return drafts;
}
const stateOf = (desk: Desk, id: string) => desk.log.read((r) => r.load({ kind: 'request', id })?.state);

describe('a request of a case whose candidate was dismissed', () => {
  it('is not approved any more, until the verdict is taken back', async () => {
    const { desk, log } = memoryDesk();
    const opened = await openCampaignCase(desk, anna, { candidate_id: 't-1', title: '', category: '' });
    const asked = { case_id: opened.ref.id, call: tracedCall, start: '' };
    const { drafted } = await openTraceback(desk, anna, asked);
    const id = drafted?.ref.id ?? '';
    const seen = { candidate_id: 't-1', campaign_id: 'c-1', status: 'open', revision: 1, score: 0.9 };
    const ben = { name: 'ben', reason: 'a school' };
    const candidate = ref('candidate', 't-1');
    const { candidate_id: _, status: __, ...data } = { ...seen, verdict: 'dismissed' as const, callers: [] };
    log.transact(ben, (w) => w.append(candidate, { type: 'verdict_given', data }));
    expect(() => approveRequest(desk, anna, { id })).toThrow('candidate t-1 of');
    expect(() => approveRequests(desk, anna, [{ id }])).toThrow('was dismissed by ben: a school');
    log.transact(ben, (w) => w.append(candidate, { type: 'verdict_taken_back', data: {} }));
    expect(approveRequest(desk, anna, { id }).state.status).toBe('approved');
  });
});

describe('sending', () => {
  it('puts requests of several cases to one provider into one message', async () => {
    const { desk, sent } = memoryDesk();
    const drafts = await twoDrafts(desk);
    for (const id of drafts) approveRequest(desk, anna, { id });
    const batches = await sendRequests(desk, anna, approvedRequests(desk));
    expect(batches.length).toBe(1);
    expect(batches[0]).toMatchObject({ provider: 'y', delivered: true, why: '' });
    expect(sent.length).toBe(1);
    const [first, second] = drafts.map((id) => stateOf(desk, id));
    expect(first).toMatchObject({ status: 'delivered', channel: 'file', batch_id: second?.batch_id });
    // Monday 15:00 UTC is within the office's hours in New York: 24 hours later.
    expect(first?.due_at).toBe(Date.parse('2026-03-03T15:00:00Z'));
    expect(first?.calendar).toMatchObject({ name: 'default', zone: 'America/New_York' });
    const [form] = first?.bytes ?? [];
    expect(desk.log.bytes(form?.sha256 ?? '')).toEqual(new Uint8Array(sent[0]?.forms[0]?.bytes ?? []));
  });

  it('hides all other hops of the path from the provider', async () => {
    const { desk, sent } = memoryDesk(['a x b', 'b a term', 'term b term']);
    await asked(desk);
    const written: unknown = JSON.parse(Buffer.from(sent[0]?.forms[0]?.bytes ?? []).toString());
    expect(written).toMatchObject({ hidden: ['term', 'b'] });
  });

  it('takes approved requests only, as they were seen', async () => {
    const { desk } = memoryDesk();
    const [id = ''] = await twoDrafts(desk);
    await expect(sendRequests(desk, anna, [{ id }])).rejects.toThrow(
      `request ${id} is draft, and can't be sent: 'ringtrace request approve ${id}' comes first`,
    );
    expect(() => approveRequest(desk, anna, { id, seen: 0 })).toThrow('has changed since you saw it');
    approveRequest(desk, anna, { id, seen: 1 });
    expect(() => approveRequest(desk, anna, { id })).toThrow("is approved: it can't become 'approved'");
  });

  it('approves several requests or none', async () => {
    const { desk } = memoryDesk();
    const [id = '', other = ''] = await twoDrafts(desk);
    expect(() => approveRequests(desk, anna, [{ id }, { id: 'req-none' }])).toThrow('there is no request');
    expect(stateOf(desk, id)?.status).toBe('draft');
    approveRequests(desk, anna, [{ id }, { id: other }]);
    expect([id, other].map((one) => stateOf(desk, one)?.status)).toEqual(['approved', 'approved']);
  });

  it('keeps one that bounced to be sent again', async () => {
    const { desk, memory } = memoryDesk();
    const [id = ''] = await twoDrafts(desk);
    approveRequest(desk, anna, { id });
    memory.delivery = { delivered: false, why: 'no such mailbox' };
    expect(await sendRequests(desk, anna, [{ id }])).toMatchObject([
      { delivered: false, why: 'no such mailbox' },
    ]);
    expect(stateOf(desk, id)?.status).toBe('bounced');
    memory.delivery = { delivered: true };
    await sendRequests(desk, anna, [{ id }]);
    expect(stateOf(desk, id)?.status).toBe('delivered');
  });

  it('leaves a request approved that can not be written', async () => {
    const { desk } = memoryDesk();
    const [id = ''] = await twoDrafts(desk);
    approveRequest(desk, anna, { id });
    const unreachable = {
      ...desk,
      sender: { ...desk.sender, compose: () => Promise.reject(new Error('y has no address')) },
    };
    expect(await sendRequests(unreachable, anna, [{ id }])).toMatchObject([
      { delivered: false, why: 'y has no address' },
    ]);
    expect(stateOf(desk, id)).toMatchObject({ status: 'approved', failed_tries: 1 });
    expect(freshRequests(desk)).toEqual([]);
  });

  it('sends again what was on its way when its process ended, under the same id and with a due time of its own', async () => {
    const { desk, sent, clock } = memoryDesk();
    const [id = ''] = await twoDrafts(desk);
    approveRequest(desk, anna, { id });
    const killed = new Error('killed');
    const dying = { ...desk, log: { ...desk.log, transact: desk.log.transact } };
    let transactions = 0;
    dying.log.transact = (actor, work) => {
      transactions += 1;
      if (transactions > 1) throw killed;
      return desk.log.transact(actor, work);
    };
    await expect(sendRequests(dying, anna, [{ id }])).rejects.toThrow(killed);
    const first = stateOf(desk, id);
    expect(first?.status).toBe('sent');
    // The process may be at it still.
    expect(await sendAgain(desk, anna)).toEqual([]);
    clock.now += 10 * 60_000;
    await sendAgain(desk, anna);
    clock.now += 10 * 60_000;
    await sendAgain(desk, anna);
    expect(stateOf(desk, id)).toMatchObject({ status: 'delivered', batch_id: first?.batch_id });
    expect(stateOf(desk, id)?.due_at).toBe((first?.due_at ?? 0) + 20 * 60_000);
    expect(sent.map(({ batch_id }) => batch_id)).toEqual([first?.batch_id, first?.batch_id]);
    clock.now += 86_400_000;
    expect(await sendAgain(desk, anna)).toEqual([]);
  });

  it('tells a message that is on its way from one that could not go out', async () => {
    const { desk, memory, sent } = memoryDesk();
    const [id = ''] = await twoDrafts(desk);
    approveRequest(desk, anna, { id });
    const offline = {
      ...desk,
      sender: { ...desk.sender, deliver: () => Promise.reject(new Error('connection refused')) },
    };
    expect(await sendRequests(offline, anna, [{ id }])).toMatchObject([
      { delivered: false, why: 'connection refused' },
    ]);
    expect(stateOf(desk, id)).toMatchObject({ status: 'approved', failed_tries: 1 });
    const { batch_id } = stateOf(desk, id) ?? {};
    memory.delivery = { delivered: 'perhaps' };
    await sendRequests(desk, anna, [{ id }]);
    expect(stateOf(desk, id)).toMatchObject({
      status: 'sent',
      handed_over_at: desk.now(),
      delivered_at: 0,
      batch_id,
    });
    expect(sent.length).toBe(1);
  });

  it('leaves a message alone that is on its way, and one that nobody has tried yet', async () => {
    const { desk, memory, clock, sent } = memoryDesk();
    const [onItsWay = '', fresh = ''] = await twoDrafts(desk);
    for (const id of [onItsWay, fresh]) approveRequest(desk, anna, { id });
    memory.delivery = { delivered: 'perhaps' };
    await sendRequests(desk, anna, [{ id: onItsWay }]);
    clock.now += 86_400_000;
    expect(await sendAgain(desk, anna)).toEqual([]);
    expect(sent.length).toBe(1);
    expect(freshRequests(desk)).toEqual([{ id: fresh, seen: 2 }]);
  });

  it('tries a message that can not go out more and more seldom, then tells a person', async () => {
    const { desk, clock } = memoryDesk();
    const [id = ''] = await twoDrafts(desk);
    approveRequest(desk, anna, { id });
    const tries: number[] = [];
    const offline: Desk = {
      ...desk,
      sender: {
        ...desk.sender,
        deliver() {
          tries.push(clock.now);
          return Promise.reject(new Error('connection refused'));
        },
      },
    };
    clock.now += 60_000;
    await sendRequests(offline, anna, freshRequests(desk));
    for (let minute = 0; minute < 2_000; minute++) {
      clock.now += 60_000;
      await sendAgain(offline, anna);
    }
    const gaps = tries.slice(1).map((at, n) => (at - (tries[n] ?? 0)) / 60_000);
    expect(gaps).toEqual([10, 20, 40, 80, 120, 120, 120, 120, 120, 120, 120]);
    expect(stateOf(desk, id)?.status).toBe('bounced');
    expect(desk.log.read((r) => r.events({ kind: 'request', id }).at(-1))).toMatchObject({
      data: { why: 'its message could not go out in 12 tries: connection refused' },
    });
  });

  it('does nothing in report-only mode', async () => {
    const { desk } = memoryDesk();
    const [id = ''] = await twoDrafts(desk);
    approveRequest(desk, anna, { id });
    changeSettings(desk, { ...defaultSettings, report_only: true });
    await expect(sendRequests(desk, anna, [{ id }])).rejects.toThrow('report-only mode');
    const [, other = ''] = desk.log.read((r) => r.ids('request'));
    expect(() => approveRequest(desk, anna, { id: other })).toThrow('rules set --report-only off');
  });
});

describe('silence', () => {
  it('counts after delivery and a reminder only, and ends the traceback', async () => {
    const { desk, clock } = memoryDesk();
    const { request_id: id, traceback_id } = await asked(desk);
    clock.now += 48 * 3_600_000;
    markOverdue(desk, anna, { id });
    await expect(markNonResponsive(desk, anna, { id })).rejects.toThrow('was never reminded of');
    await remindOf(desk, anna, [{ id }]);
    expect(stateOf(desk, id)?.reminders).toBe(1);
    // It was due on Tuesday at 10:00 in New York. 72 h are over on Friday, and the reminder has 48 h.
    await expect(markNonResponsive(desk, anna, { id })).rejects.toThrow(
      'its waiting time ends at 2026-03-06T15:00:00.000Z',
    );
    clock.now += 48 * 3_600_000 - 1;
    await expect(markNonResponsive(desk, anna, { id })).rejects.toThrow('its waiting time ends');
    clock.now += 1;
    const { traceback } = await markNonResponsive(desk, anna, { id });
    expect(traceback.state).toMatchObject({ status: 'ended', outcome: 'non_responsive', provider: 'y' });
    expect(stateOf(desk, id)?.status).toBe('non_responsive');
    expect(traceback.ref.id).toBe(traceback_id);
  });

  it('says nothing where the request bounced', async () => {
    const { desk } = memoryDesk();
    const { request_id: id } = await asked(desk);
    markBounced(desk, anna, { id }, 'mailbox full');
    expect(() => markOverdue(desk, anna, { id })).toThrow('is bounced');
  });

  it('does not count a reminder that did not arrive', async () => {
    const { desk, memory } = memoryDesk();
    const { request_id: id } = await asked(desk);
    memory.delivery = { delivered: false, why: 'connection refused' };
    expect(await remindOf(desk, anna, [{ id }])).toMatchObject([
      { delivered: false, why: 'connection refused' },
    ]);
    expect(stateOf(desk, id)?.reminders).toBe(0);
    expect(desk.log.read((r) => r.events({ kind: 'request', id }).at(-1))).toMatchObject({
      type: 'request_reminder_failed',
      data: { why: 'connection refused' },
    });
  });
});

describe('a reminder', () => {
  const formsOf = (desk: Desk, id: string) =>
    desk.log
      .read((r) => r.events({ kind: 'request', id }))
      .flatMap((event) => (event.type === 'request_reminder_written' ? event.data.bytes : []))
      .map(({ form, sha256 }) => [form, Buffer.from(desk.log.bytes(sha256) ?? []).toString()]);

  it('is in the log with each of its forms before it goes out', async () => {
    const { desk } = memoryDesk();
    const { request_id: id } = await asked(desk);
    let seen: ReturnType<typeof formsOf> = [];
    const twoForms: Desk = {
      ...desk,
      sender: {
        async compose(message) {
          const composed = await desk.sender.compose(message);
          return { ...composed, forms: [{ form: 'text', bytes: Buffer.from('please') }, ...composed.forms] };
        },
        async deliver(message) {
          seen = formsOf(desk, id);
          expect(seen).toEqual(message.forms.map(({ form, bytes }) => [form, Buffer.from(bytes).toString()]));
          return { delivered: true };
        },
      },
    };
    await remindOf(twoForms, anna, [{ id }]);
    expect(seen.map(([form]) => form)).toEqual(['text', 'json']);
    expect(desk.log.read((r) => r.events({ kind: 'request', id }).at(-1))).toMatchObject({
      type: 'request_reminded',
      data: { message_id: `${stateOf(desk, id)?.batch_id}-reminder-1` },
    });
  });

  it('counts once where two processes send it at the same time', async () => {
    const { desk, sent } = memoryDesk();
    const { request_id: id } = await asked(desk);
    await Promise.all([remindOf(desk, anna, [{ id }]), remindOf(desk, anna, [{ id }])]);
    expect(sent.map(({ purpose }) => purpose)).toEqual(['request', 'reminder', 'reminder']);
    expect(stateOf(desk, id)?.reminders).toBe(1);
  });

  it('does not go out where the request is withdrawn while it is written', async () => {
    const { desk, sent } = memoryDesk();
    const { request_id: id } = await asked(desk);
    const slow: Desk = {
      ...desk,
      sender: {
        ...desk.sender,
        async compose(message) {
          withdrawRequest(desk, anna, { id });
          return desk.sender.compose(message);
        },
      },
    };
    expect(await remindOf(slow, anna, [{ id }])).toMatchObject([{ delivered: false }]);
    expect(sent.map(({ purpose }) => purpose)).toEqual(['request']);
  });
});

describe('a request', () => {
  it('can be acknowledged and withdrawn', async () => {
    const { desk } = memoryDesk();
    const { request_id: id } = await asked(desk);
    expect(acknowledgeRequest(desk, anna, { id }, 'Dana').state.status).toBe('acknowledged');
    expect(withdrawRequest(desk, anna, { id }).state.status).toBe('withdrawn');
    await expect(remindOf(desk, anna, [{ id }])).rejects.toThrow('is withdrawn: nobody is reminded of it');
  });
});
