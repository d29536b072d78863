import { describe, expect, it } from 'vitest';
import { memoryLog } from '../log/log.fixture.ts';
import { ref } from '../model/ids.ts';
import { giveVerdict, takeBackVerdict } from './verdict.ts';

const seen = {
  candidate_id: 't-1',
  campaign_id: 'c-1',
  status: 'open',
  revision: 4,
  score: 0.93,
  callers: [],
};
const anna = { name: 'anna', reason: 'the recording claims to be a bank' };

describe('a verdict', () => {
  it('is kept with who gave it, when, why, and the score that was seen', () => {
    const { log, clock } = memoryLog();
    giveVerdict(log, { ...seen, verdict: 'confirmed' }, anna);
    expect(log.read((r) => r.load(ref('candidate', 't-1'))?.state)).toMatchObject({
      verdict: 'confirmed',
      by: 'anna',
      reason: 'the recording claims to be a bank',
      score: 0.93,
      given_at: clock.now,
    });
  });

  it('can be changed and taken back, and the log keeps every one', () => {
    const { log } = memoryLog();
    giveVerdict(log, { ...seen, verdict: 'confirmed' }, anna);
    const caller = {
      calling_number: 12_025_550_100,
      origin_provider: 'p1',
      customer: 'school',
      holder_ocn: '',
    };
    const ben = { name: 'ben', reason: 'a school' };
    const dismissal = { ...seen, verdict: 'dismissed' as const, callers: [caller] };
    expect(() => giveVerdict(log, dismissal, ben)).toThrow(
      'candidate t-1 is confirmed already, by anna at 2026-03-02T15:00:00.000Z: the recording claims to be a bank. To change that verdict, add --seen 1',
    );
    giveVerdict(log, dismissal, ben, 1);
    const after = takeBackVerdict(log, 't-1', { name: 'ben', reason: 'another school' });
    expect(after.state).toMatchObject({ verdict: '', callers: [], by: 'ben', reason: 'another school' });
    expect(log.rowsAfter(0, 10).map(({ type, actor }) => [type, actor])).toEqual([
      ['verdict_given', 'anna'],
      ['verdict_given', 'ben'],
      ['verdict_taken_back', 'ben'],
    ]);
  });

  it.each([
    ['merged', 'became part of another one'],
    ['withdrawn', 'They may be in another candidate'],
  ])('is refused on a candidate that is %s', (status, why) => {
    const { log } = memoryLog();
    expect(() => giveVerdict(log, { ...seen, status, verdict: 'confirmed' }, anna)).toThrow(why);
    expect(log.rowsAfter(0, 10)).toEqual([]);
  });

  it('is refused without a reason, and nothing is taken back where nothing was said', () => {
    const { log } = memoryLog();
    const silent = { name: 'anna', reason: ' ' };
    expect(() => giveVerdict(log, { ...seen, verdict: 'confirmed' }, silent)).toThrow(
      'candidates confirm t-1 --reason TEXT',
    );
    expect(() => takeBackVerdict(log, 't-1', anna)).toThrow('no verdict that could be taken back');
  });
});
