import { describe, expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import { tracedCall } from '../path/call-records.fixture.ts';
import { campaignAfter, recordAction, withdrawAction } from './actions.ts';
import { openCampaignCase, openCase } from './cases.ts';
import { byHand, memoryDesk } from './desk.fixture.ts';
import type { Desk } from './desk.ts';
import { openTraceback } from './tracebacks.ts';

const day = 24 * 3_600_000;
const taken_at = Date.parse('2026-03-02T12:00:00Z');

async function acted(desk: Desk, case_id: string) {
  const { traceback } = await openTraceback(desk, anna, { case_id, call: tracedCall, start: '' });
  const action = { traceback_id: traceback.ref.id, provider: 'y', caller: 'Quick Loans LLC', detail: '' };
  return recordAction(desk, anna, { ...action, action: 'warned', taken_at });
}

describe('an action', () => {
  it('is kept with its date, and can be taken back once', async () => {
    const { desk } = memoryDesk();
    const { ref, state } = await acted(desk, openCase(desk, anna, byHand).ref.id);
    expect(state).toMatchObject({ provider: 'y', action: 'warned', taken_at, withdrawn: false });
    expect(withdrawAction(desk, anna, ref).state.withdrawn).toBe(true);
    expect(() => withdrawAction(desk, anna, ref)).toThrow('withdrawn already');
  });

  it('is of a provider in the path, and of the past', async () => {
    const { desk, clock } = memoryDesk();
    const { state } = await acted(desk, openCase(desk, anna, byHand).ref.id);
    expect(() => recordAction(desk, anna, { ...state, provider: 'z' })).toThrow('z is not in the path');
    expect(() => recordAction(desk, anna, { ...state, taken_at: clock.now + 1 })).toThrow(
      'has not happened yet',
    );
  });

  it('is followed by what the campaign did', async () => {
    const { desk, memory } = memoryDesk();
    const { ref } = await openCampaignCase(desk, anna, { candidate_id: 't-1', title: '', category: '' });
    const action = await acted(desk, ref.id);
    memory.campaign = {
      days: [
        { day: taken_at - day / 2, before: 300, after: 20 },
        { day: taken_at + day / 2, before: 0, after: 5 },
      ],
      first: taken_at - day / 2,
      judged_until: taken_at + 2 * day,
    };
    expect(await campaignAfter(desk, action.ref.id)).toMatchObject({
      before: { calls: 300, days: 0.5 },
      after: { calls: 25, days: 2 },
      went_on: 'yes',
    });
    for (const [judged_until, went_on] of [
      [0, 'unknown'],
      [taken_at, 'unknown'],
      [taken_at + 7 * day - 1, 'unknown'],
      [taken_at + 7 * day, 'no'],
    ] as const) {
      memory.campaign = { days: [], first: taken_at - day, judged_until };
      expect(await campaignAfter(desk, action.ref.id)).toMatchObject({ went_on });
    }
  });

  it('has nothing to measure without a campaign', async () => {
    const { desk } = memoryDesk();
    const action = await acted(desk, openCase(desk, anna, byHand).ref.id);
    expect(await campaignAfter(desk, action.ref.id)).toBeUndefined();
  });
});
