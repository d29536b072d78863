import { describe, expect, it } from 'vitest';
import type { CampaignState } from './campaign-store.ts';
import { fingerprintOf } from './fingerprint.ts';
import { assignments, differences, formerCampaignsOf, legsOf, withoutLegs } from './plan.ts';

const segments = (...ids: readonly string[]) =>
  ids.map((segment_id) => ({
    segment_id,
    build: 1,
    hour: 3_600,
    calls_build: 5,
    verdict: 'suspicious' as const,
  }));
const campaign = (campaign_id: string, ...ids: readonly string[]) => ({
  campaign_id,
  merged_from: [],
  segments: segments(...ids),
});
const assigned = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([segment_id, campaign_id]) => ({
    segment_id,
    campaign_id,
    calls_build: 5,
    legs_build: 6,
  }));
const noneWritten = new Map();

describe('assignments', () => {
  it('are only those that differ from what is stored', () => {
    const now = [campaign('c-1', 'a', 'b'), campaign('c-2', 'c')];
    const written = new Map([['c', { build: 9, calls: 1 }]]);
    const own = { hour: 3_600, calls_build: 5, legs_build: 6, revision: 7 };
    expect(assignments(now, assigned({ a: 'c-1', b: 'c-2', d: 'c-2' }), written, 7)).toEqual([
      { ...own, segment_id: 'b', campaign_id: 'c-1' },
      { ...own, segment_id: 'c', campaign_id: 'c-2', legs_build: 9 },
      { segment_id: 'd', campaign_id: '', hour: 0, calls_build: 0, legs_build: 0, revision: 7 },
    ]);
    expect(assignments(now, assigned({ a: 'c-1', b: 'c-1', c: 'c-2' }), noneWritten, 8)).toEqual([]);
  });

  it('are those of segments with new legs, too', () => {
    const written = new Map([['a', { build: 9, calls: 1 }]]);
    expect(
      assignments([campaign('c-1', 'a', 'b')], assigned({ a: 'c-1', b: 'c-1' }), written, 7),
    ).toMatchObject([{ segment_id: 'a', calls_build: 5, legs_build: 9 }]);
  });
});

describe('legs', () => {
  const [same, other, ordinary, fresh] = [
    ...segments('same'),
    ...segments('other').map((one) => ({ ...one, calls_build: 8 })),
    ...segments('ordinary').map((one) => ({ ...one, verdict: 'ordinary' as const })),
    ...segments('new'),
  ];
  const all = [same, other, ordinary, fresh].flatMap((one) => one ?? []);
  const before = assigned({ same: 'c-1', other: 'c-1', ordinary: 'c-1' });

  it('are lacking where a segment has none, or has other calls now', () => {
    expect(withoutLegs(all, before)).toEqual([other, fresh]);
  });

  it('are those that were written, or else those of the same calls as before', () => {
    const written = new Map([['other', { build: 9, calls: 1 }]]);
    expect(legsOf(all, before, written)).toEqual([
      { segment_id: 'same', hour: 3_600, calls_build: 5, legs_build: 6 },
      { segment_id: 'other', hour: 3_600, calls_build: 8, legs_build: 9, written_calls: 1 },
      { segment_id: 'ordinary', hour: 3_600, calls_build: 0, legs_build: 0 },
      { segment_id: 'new', hour: 3_600, calls_build: 0, legs_build: 0 },
    ]);
  });
});

describe('former campaigns', () => {
  it('are those of a segment, and of its calls in another cut of the hour', () => {
    const former = formerCampaignsOf(assigned({ a: 'c-1' }), [
      { segment_id: 'a', campaign_id: 'c-2' },
      { segment_id: 'b', campaign_id: 'c-3' },
    ]);
    expect([...former]).toEqual([
      ['a', ['c-1', 'c-2']],
      ['b', ['c-3']],
    ]);
  });
});

describe('differences', () => {
  const state = (campaign_id: string, status: CampaignState['status'], ...ids: readonly string[]) => ({
    campaign_id,
    status,
    fingerprint: fingerprintOf(segments(...ids)),
  });

  it('are new campaigns, other segments, and what is not open or no longer there', () => {
    const now = ['same', 'new', 'grown', 'back'].map((id) => campaign(id, id, `${id} 2`));
    const { changed, gone } = differences(now, [
      state('same', 'open', 'same 2', 'same'),
      state('grown', 'open', 'grown'),
      state('back', 'withdrawn', 'back', 'back 2'),
      state('lost', 'open', 'lost'),
      state('long lost', 'withdrawn', 'long lost'),
    ]);
    expect(changed.map(({ campaign_id }) => campaign_id)).toEqual(['new', 'grown', 'back']);
    expect(gone).toEqual(['lost']);
  });

  it('show in the fingerprint: by segment and build, in any order', () => {
    const of = (...built: readonly (readonly [string, number])[]) =>
      fingerprintOf(built.map(([segment_id, build]) => ({ segment_id, build })));
    expect(of(['a', 1], ['b', 2])).toBe(of(['b', 2], ['a', 1]));
    expect(of(['a', 1], ['b', 2])).not.toBe(of(['a', 2], ['b', 2]));
    expect(of(['a', 1])).not.toBe(of(['a', 1], ['b', 2]));
  });
});
