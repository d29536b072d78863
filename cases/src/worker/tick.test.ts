import { describe, expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import { defaultSettings } from '../model/settings.ts';
import { recordsOf, tracedCall } from '../path/call-records.fixture.ts';
import { openCase } from '../work/cases.ts';
import { asked, byHand, changeSettings, memoryDesk } from '../work/desk.fixture.ts';
import type { Desk } from '../work/desk.ts';
import { approveRequest, markDelivered, markOverdue, withdrawRequest } from '../work/requests.ts';
import { openTraceback } from '../work/tracebacks.ts';
import { createTick, type Round } from './tick.ts';

const hour = 3_600_000;

/** Under rules by which an approved request waits for no other. */
async function approved(desk: Desk, minutes = 0): Promise<string> {
  const opened = openCase(desk, anna, byHand);
  const call = { ...tracedCall, call_time: tracedCall.call_time + minutes * 60_000 };
  const { drafted } = await openTraceback(desk, anna, { case_id: opened.ref.id, call, start: '' });
  const id = drafted?.ref.id ?? '';
  changeSettings(desk, { ...defaultSettings, send_after_s: 0 });
  approveRequest(desk, anna, { id });
  return id;
}
const stateOf = (desk: Desk, id: string) => desk.log.read((r) => r.load({ kind: 'request', id })?.state);
const typesOf = (desk: Desk, id: string) =>
  desk.log.read((r) => r.events({ kind: 'request', id }).map(({ type }) => type));

/** Rounds every hour. */
async function run(tick: () => Promise<Round>, clock: { now: number }, hours: number): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let done = 0; done < hours; done++) {
    rounds.push(await tick());
    clock.now += hour;
  }
  return rounds;
}

describe('the clock of casework', () => {
  it('leads a request from approval to silence, each step once, with an event for each', async () => {
    const { desk, clock, sent } = memoryDesk();
    const id = await approved(desk);
    const rounds = await run(createTick(desk), clock, 24 * 7);
    expect(typesOf(desk, id)).toEqual([
      'request_drafted',
      'request_approved',
      'request_sent',
      'request_delivered',
      'request_reminder_written',
      'request_reminded',
      'request_overdue',
      'request_reminder_written',
      'request_reminded',
      'request_reminder_written',
      'request_reminded',
      'request_non_responsive',
    ]);
    const batch = stateOf(desk, id)?.batch_id;
    expect(sent.map(({ batch_id }) => batch_id)).toEqual([
      batch,
      `${batch}-reminder-1`,
      `${batch}-reminder-2`,
      `${batch}-reminder-3`,
    ]);
    expect(rounds.flatMap(({ troubles }) => troubles)).toEqual([]);
    const [traceback] = desk.log.read((r) => r.withStatus('traceback', 'ended'));
    expect(traceback?.state).toMatchObject({ outcome: 'non_responsive', provider: 'y' });
    const actors = desk.log.read((r) => r.events({ kind: 'request', id }).map(({ actor }) => actor));
    expect(new Set(actors.slice(2))).toEqual(new Set(['ringtrace']));
  });

  it('waits a little after an approval, so that requests approved one by one make one message', async () => {
    const { desk, clock, sent } = memoryDesk();
    const tick = createTick(desk);
    const first = await approved(desk);
    changeSettings(desk, defaultSettings);
    await tick();
    clock.now += 50_000;
    const second = await approved(desk, 1);
    changeSettings(desk, defaultSettings);
    await tick();
    clock.now += 50_000;
    await tick();
    expect(sent).toEqual([]);
    clock.now += 10_000;
    await tick();
    expect(sent).toHaveLength(1);
    expect(stateOf(desk, first)?.batch_id).toBe(stateOf(desk, second)?.batch_id);
  });

  it('sends at once where the rules say so', async () => {
    const { desk, sent } = memoryDesk();
    await approved(desk);
    await createTick(desk)();
    expect(sent).toHaveLength(1);
  });

  it('reminds, but never calls a provider silent, where nobody knows whether the request arrived', async () => {
    const { desk, clock, memory } = memoryDesk();
    memory.delivery = { delivered: 'perhaps' };
    const id = await approved(desk);
    const tick = createTick(desk);
    await run(tick, clock, 24 * 14);
    expect(stateOf(desk, id)).toMatchObject({ status: 'sent', reminders: 3 });
    // Somebody telephones: it has arrived. Waiting begins then.
    markDelivered(desk, anna, { id });
    await run(tick, clock, 71);
    expect(stateOf(desk, id)?.status).toBe('overdue');
    await run(tick, clock, 3);
    expect(stateOf(desk, id)?.status).toBe('non_responsive');
  });

  it('does nothing about drafts, and about requests that bounced or were withdrawn', async () => {
    const { desk, clock, memory, sent } = memoryDesk();
    const withdrawn = await approved(desk);
    withdrawRequest(desk, anna, { id: withdrawn });
    const opened = openCase(desk, anna, byHand);
    const other = { ...tracedCall, call_time: tracedCall.call_time + 60_000 };
    const { drafted } = await openTraceback(desk, anna, { case_id: opened.ref.id, call: other, start: '' });
    memory.delivery = { delivered: false, why: 'no such mailbox' };
    const bounced = await approved(desk, 2);
    await run(createTick(desk), clock, 24 * 7);
    expect(stateOf(desk, withdrawn)?.status).toBe('withdrawn');
    expect(stateOf(desk, drafted?.ref.id ?? '')?.status).toBe('draft');
    expect(stateOf(desk, bounced)).toMatchObject({ status: 'bounced', reminders: 0 });
    expect(sent).toEqual([]);
  });

  it('leaves approved requests to a person, and sends nothing at all, where the settings say so', async () => {
    for (const change of [{ send_approved: false }, { report_only: true }]) {
      const { desk, clock, sent } = memoryDesk();
      const id = await approved(desk);
      changeSettings(desk, { ...defaultSettings, ...change });
      const rounds = await run(createTick(desk), clock, 48);
      expect(stateOf(desk, id)?.status).toBe('approved');
      expect(sent).toEqual([]);
      expect(rounds.flatMap(({ troubles }) => troubles)).toEqual([]);
    }
  });

  it('reminds nobody in report-only mode, so nobody becomes silent', async () => {
    const { desk, clock, sent } = memoryDesk();
    const { request_id } = await asked(desk);
    changeSettings(desk, { ...defaultSettings, report_only: true });
    await run(createTick(desk), clock, 24 * 14);
    expect(stateOf(desk, request_id)).toMatchObject({ status: 'overdue', reminders: 0 });
    expect(sent).toHaveLength(1);
  });

  it('puts the reminders of one message into one', async () => {
    const { desk, clock, sent } = memoryDesk();
    const ids = [await approved(desk), await approved(desk, 1)];
    await run(createTick(desk), clock, 22);
    expect(ids.map((id) => stateOf(desk, id)?.reminders)).toEqual([1, 1]);
    expect(sent).toHaveLength(2);
  });

  it('tries a reminder that can not go out more and more seldom', async () => {
    const { desk, clock } = memoryDesk();
    const { request_id } = await asked(desk);
    let tries = 0;
    const offline: Desk = {
      ...desk,
      sender: {
        ...desk.sender,
        deliver() {
          tries += 1;
          return Promise.reject(new Error('connection refused'));
        },
      },
    };
    await run(createTick(offline), clock, 24 * 4);
    expect(stateOf(desk, request_id)).toMatchObject({ status: 'overdue', reminders: 0 });
    expect(tries).toBeGreaterThan(20);
    expect(tries).toBeLessThan(50);
  });

  it('asks nobody any more once records prove the hop', async () => {
    const { desk, clock, memory, sent } = memoryDesk();
    const { request_id } = await asked(desk);
    memory.records = recordsOf(['y z term', 'term y term']);
    const rounds = await run(createTick(desk), clock, 24);
    expect(rounds.map(({ changed }) => changed).filter((changed) => changed > 0)).toEqual([1]);
    expect(stateOf(desk, request_id)?.status).toBe('not_needed');
    expect(sent).toHaveLength(1);
  });

  it('goes on with the rest where one thing fails', async () => {
    const { desk, clock } = memoryDesk();
    const { request_id } = await asked(desk);
    const broken: Desk = {
      ...desk,
      records: { ...desk.records, calls: () => Promise.reject(new Error('the store is away')) },
    };
    clock.now += 48 * hour;
    const round = await createTick(broken)();
    expect(round.troubles.map(({ what }) => what)).toContain('read records again');
    expect(stateOf(desk, request_id)?.status).toBe('overdue');
  });

  it('reads no request again in a round in which nothing happened', async () => {
    const { desk, clock } = memoryDesk();
    await asked(desk);
    let loads = 0;
    const counting: Desk = {
      ...desk,
      log: {
        ...desk.log,
        read: (work) =>
          desk.log.read((r) =>
            work({
              ...r,
              load(thing) {
                if (thing.kind === 'request') loads += 1;
                return r.load(thing);
              },
              withStatus(kind, status) {
                if (kind === 'request') loads += 1;
                return r.withStatus(kind, status);
              },
            }),
          ),
      },
    };
    const tick = createTick(counting);
    await tick();
    expect(loads).toBe(1);
    clock.now += 5_000;
    await tick();
    expect(loads).toBe(1);
    // Another process marks the request: the next round knows.
    markOverdue(desk, anna, { id: desk.log.read((r) => r.ids('request'))[0] ?? '' });
    await tick();
    expect(loads).toBe(2);
  });

  it('may end anywhere: a new clock goes on with what is in the log, and does nothing twice', async () => {
    const whole = memoryDesk();
    const expected = await approved(whole.desk);
    await run(createTick(whole.desk), whole.clock, 24 * 7);
    const steps = typesOf(whole.desk, expected);

    // The process is killed at the n-th transaction of its life, for each n.
    for (let n = 1; n < 16; n++) {
      const { desk, clock } = memoryDesk();
      const id = await approved(desk);
      let left = n;
      const dying: Desk = {
        ...desk,
        log: {
          ...desk.log,
          transact(actor, work) {
            left -= 1;
            if (left <= 0) throw new Error('killed');
            return desk.log.transact(actor, work);
          },
        },
      };
      await run(createTick(dying), clock, 24);
      await run(createTick(desk), clock, 24 * 10);
      const types = typesOf(desk, id).filter((type) => type !== 'request_not_sent');
      // A message that was on its way is sent once more; all else happens once.
      const isRepeated = (type: string, at: number) =>
        ['request_sent', 'request_reminder_written'].includes(type) && types[at + 1] === type;
      expect(types.filter((type, at) => !isRepeated(type, at))).toEqual(steps);
    }
  });
});
