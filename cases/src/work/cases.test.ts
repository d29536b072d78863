import { describe, expect, it } from 'vitest';
import { anna } from '../log/log.fixture.ts';
import { tracedCall } from '../path/call-records.fixture.ts';
import {
  assignCase,
  closeCase,
  endHolds,
  holdCase,
  noteCase,
  openCampaignCase,
  openCase,
  reopenCase,
} from './cases.ts';
import { byHand, memoryDesk } from './desk.fixture.ts';
import { closeTraceback, openTraceback } from './tracebacks.ts';

const fromCandidate = { candidate_id: 't-1', title: '', category: 'bank imposter' };

describe('a case', () => {
  it('of a campaign takes its title from the candidate', async () => {
    const { desk } = memoryDesk();
    expect((await openCampaignCase(desk, anna, fromCandidate)).state).toMatchObject({
      source: 'campaign',
      title: '4,100 calls from one number',
      category: 'bank imposter',
      campaign_id: 'c-1',
      candidate_id: 't-1',
    });
  });

  it('is one for each campaign while it is open', async () => {
    const { desk } = memoryDesk();
    const { ref } = await openCampaignCase(desk, anna, fromCandidate);
    await expect(openCampaignCase(desk, anna, fromCandidate)).rejects.toThrow(
      `case ${ref.id} is open for campaign c-1 already`,
    );
    closeCase(desk, anna, ref, 'done');
    await expect(openCampaignCase(desk, anna, fromCandidate)).resolves.toBeDefined();
  });

  it('is not opened for a candidate that is not there or not open', async () => {
    const { desk, memory } = memoryDesk();
    await expect(openCampaignCase(desk, anna, { ...fromCandidate, candidate_id: 't-2' })).rejects.toThrow(
      "there is no candidate 't-2': 'ringtrace candidates' lists them",
    );
    if (memory.candidate !== undefined) memory.candidate = { ...memory.candidate, status: 'dismissed' };
    await expect(openCampaignCase(desk, anna, fromCandidate)).rejects.toThrow('candidate t-1 is dismissed');
  });

  it('keeps who works on it, notes and a legal hold', () => {
    const { desk } = memoryDesk();
    const { ref } = openCase(desk, anna, byHand);
    assignCase(desk, anna, ref, 'ben');
    noteCase(desk, anna, ref, 'called the bank');
    const counsel = { ...anna, reason: 'letter of counsel' };
    const end = desk.now() + 1_000;
    expect(() => holdCase(desk, { ...anna, reason: '' }, ref, true)).toThrow('with a reason');
    expect(() => holdCase(desk, counsel, ref, true, desk.now())).toThrow('must lie ahead');
    expect(holdCase(desk, counsel, ref, true, end).state).toMatchObject({
      assignee: 'ben',
      held: true,
      held_until: end,
    });
    expect(endHolds(desk)).toEqual([]);
    expect(endHolds({ ...desk, now: () => end })).toEqual([ref.id]);
    expect(endHolds({ ...desk, now: () => end })).toEqual([]);
    expect(holdCase(desk, counsel, ref, true).state).toMatchObject({ held: true, held_until: 0 });
    expect(holdCase(desk, counsel, ref, false).state.held).toBe(false);
    expect(desk.log.read((r) => r.events(ref).map(({ type }) => type))).toContain('case_noted');
  });

  it('is decided on by what was seen of it', () => {
    const { desk } = memoryDesk();
    const { ref, version } = openCase(desk, anna, byHand);
    assignCase(desk, anna, { id: ref.id, seen: version }, 'ben');
    expect(() => assignCase(desk, anna, { id: ref.id, seen: version }, 'cleo')).toThrow(
      'has changed since you saw it: case assigned by anna',
    );
  });

  it('is closed once its tracebacks have ended, and can be opened again', async () => {
    const { desk } = memoryDesk();
    const { ref } = openCase(desk, anna, byHand);
    const { traceback } = await openTraceback(desk, anna, { case_id: ref.id, call: tracedCall, start: '' });
    expect(() => closeCase(desk, anna, ref, 'done')).toThrow(`open tracebacks (${traceback.ref.id})`);
    closeTraceback(desk, anna, { id: traceback.ref.id, detail: '' });
    expect(closeCase(desk, anna, ref, 'done').state.status).toBe('closed');
    expect(() => assignCase(desk, anna, ref, 'ben')).toThrow('is closed');
    expect(reopenCase(desk, anna, ref).state.status).toBe('open');
  });

  it('that is not there is named with the way out', () => {
    const { desk } = memoryDesk();
    expect(() => noteCase(desk, anna, { id: 'case-x' }, '')).toThrow(
      "there is no case 'case-x': 'ringtrace case list' lists them",
    );
  });
});
