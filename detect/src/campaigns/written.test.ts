import { minuteMs } from '@ringtrace/schemas/durations';
import type { CampaignRow, CandidateRow, CandidateStatus } from '@ringtrace/schemas/tables/campaigns';
import { describe, expect, it } from 'vitest';
import { linkableFrom } from '../linking/memory-source.fixture.ts';
import { leg } from '../trace/leg.fixture.ts';
import { pathOf } from '../trace/path.ts';
import type { CampaignFacts } from './facts.ts';
import { changedRows, goneRows } from './written.ts';

const { hold_ms: _, talk_ms: __, origid: ___, ...told } = leg('a a b');
const traced = {
  call_key: 'k',
  legs: [{ ...told, answered: true, duration_ms: 30_000 }],
  path: pathOf([leg('a a b'), leg('b a b', 150)]),
};
const facts: CampaignFacts = {
  totals: {
    campaign_id: 'c-1',
    first_seen: 0,
    last_seen: 10 * minuteMs + 1,
    calls: 400,
    legs: 800,
    calling_numbers: 1,
    called_numbers: 398,
    carriers: ['a', 'b'],
  },
  enoughAt: 3 * minuteMs - 1,
  calls: [traced],
};
const campaign = { campaign_id: 'c-1', merged_from: ['c-3', 'c-2'], segments: [linkableFrom(0)] };
const nothing = { campaigns: new Map<string, CampaignRow>(), candidates: new Map<string, CandidateRow>() };
const written = (stored = nothing, more: Partial<CampaignFacts> = {}) =>
  changedRows(campaign, { ...facts, ...more }, stored, 99 * minuteMs);

describe('a campaign that has changed', () => {
  it('is written with its candidate, which is pending from now on', () => {
    const { campaigns, candidates } = written();
    expect(campaigns).toMatchObject([
      { campaign_id: 'c-1', revision: 1, status: 'open', origin_provider: 'a', merged_from: ['c-2', 'c-3'] },
    ]);
    expect(candidates).toMatchObject([
      {
        candidate_id: 't-1',
        status: 'pending',
        pending_since: 99 * minuteMs,
        event_time: 3 * minuteMs,
        enough_at: 3 * minuteMs - 1,
        origin_provider: 'a',
      },
    ]);
  });

  it('has the end of its last minute as event time where it never had enough calls to open', () => {
    expect(written(nothing, { enoughAt: undefined }).candidates).toMatchObject([
      { event_time: 11 * minuteMs, enough_at: 10 * minuteMs + 1 },
    ]);
  });

  it('is written again with the next revision, and its candidate only where that says something else', () => {
    const first = written();
    const stored = {
      campaigns: new Map(first.campaigns.map((row) => [row.campaign_id, { ...row, merged_from: ['c-9'] }])),
      candidates: new Map(first.candidates.map((row) => [row.campaign_id, row])),
    };
    const again = written(stored);
    expect(again.campaigns).toMatchObject([{ revision: 2, merged_from: ['c-2', 'c-3', 'c-9'] }]);
    expect(again.candidates).toEqual([]);
    expect(written(stored, { enoughAt: 3 * minuteMs }).candidates).toMatchObject([
      { revision: 2, event_time: 4 * minuteMs },
    ]);
  });

  it('opens at once where it takes over an open candidate', () => {
    const [pending] = written().candidates;
    if (pending === undefined) throw new Error('no candidate was written');
    const other = { ...pending, campaign_id: 'c-2', status: 'open' as const, opened_at: 50 * minuteMs };
    expect(written({ ...nothing, candidates: new Map([['c-2', other]]) }).candidates).toMatchObject([
      { status: 'open', opened_at: 50 * minuteMs },
    ]);
  });

  it('has no rows where none of its calls was traced', () => {
    expect(written(nothing, { calls: [] })).toEqual({ campaigns: [], candidates: [] });
  });
});

describe('a campaign that is gone', () => {
  const [row] = written().campaigns;
  const [candidate] = written().candidates;
  if (row === undefined || candidate === undefined) throw new Error('nothing was written');
  const storedAs = (status: CandidateStatus) => ({
    campaigns: new Map([['c-1', row]]),
    candidates: new Map([['c-1', { ...candidate, status }]]),
  });

  it('is merged into the campaign that has its segments now, else withdrawn, and so is its candidate', () => {
    expect(goneRows(['c-1'], [{ campaign_id: 'c-7', merged_from: ['c-1'] }], storedAs('open'))).toMatchObject(
      {
        campaigns: [{ status: 'merged', merged_into: 'c-7', revision: 2 }],
        candidates: [{ status: 'merged', revision: 2 }],
      },
    );
    expect(goneRows(['c-1'], [], storedAs('closed'))).toMatchObject({
      campaigns: [{ status: 'withdrawn', merged_into: '', revision: 2 }],
      candidates: [{ status: 'withdrawn' }],
    });
  });

  it('leaves what a person confirmed or dismissed', () => {
    for (const status of ['confirmed', 'dismissed'] as const)
      expect(goneRows(['c-1'], [], storedAs(status)).candidates).toEqual([]);
  });
});
