import { describe, expect, it } from 'vitest';
import { causes, type Fate } from './why.ts';

type Results = Parameters<typeof causes>[1];

const campaign = (name: string, found: boolean): Results['campaigns'][number] => ({
  campaign: name,
  found,
  legs: 100,
  calls: 50,
  first_ms: 0,
  calling_numbers: 1,
  last_ms: 0,
  from_abroad: 0,
  recall: 0,
  foundLegs: 0,
  candidates: 0,
  minutesToEvent: undefined,
  callsBefore: undefined,
});
const candidate = (campaign_id: string, label: string, purity: number): Results['candidates'][number] => ({
  campaign_id,
  label,
  legs: 100,
  purity,
  score: 0.9,
  isTrue: label !== '' && purity >= 0.8,
});
const fate = (of: Partial<Fate>): Fate => ({
  campaign: 'a',
  segment_id: 's',
  verdict: 'suspicious',
  candidate: '',
  legs: 10,
  ...of,
});
const of = (rows: readonly Fate[], results: Partial<Results>) =>
  causes(rows, { campaigns: [], candidates: [], ...results }, (name) => name !== 'small').map(
    ({ cause }) => cause,
  );

describe('why campaigns are missed', () => {
  it('names what became of most of the legs that no right candidate holds', () => {
    const right = candidate('c', 'a', 0.9);
    const rows = [
      fate({ candidate: 'c', legs: 45 }),
      fate({ verdict: 'weak', legs: 30 }),
      fate({ verdict: '', segment_id: '', legs: 25 }),
    ];
    expect(of(rows, { campaigns: [campaign('a', false)], candidates: [right] })).toEqual([
      'its segments are weak: too little against the caller',
    ]);
  });

  it('names a candidate that mixes it with others', () => {
    const rows = [fate({ candidate: 'c', legs: 60 }), fate({ legs: 40 })];
    expect(of(rows, { campaigns: [campaign('a', false)] })).toEqual([
      'a candidate mixes it with other calls',
    ]);
  });

  it('counts neither campaigns that are found nor small ones', () => {
    expect(of([], { campaigns: [campaign('a', true), campaign('small', false)] })).toEqual([]);
  });
});

describe('why candidates are wrong', () => {
  it('tells a segment of several from segments that linking joined', () => {
    const mixedSegment = [
      fate({ candidate: 'c', legs: 60 }),
      fate({ candidate: 'c', legs: 40, campaign: 'b' }),
    ];
    const joined = mixedSegment.map((row) => ({ ...row, segment_id: row.campaign }));
    const candidates = [candidate('c', 'a', 0.6)];
    expect(of(mixedSegment, { candidates })).toEqual(['one segment holds calls of several']);
    expect(of(joined, { candidates })).toEqual(['linking joined several']);
  });

  it('names honest calls', () => {
    expect(of([], { candidates: [candidate('c', '', 1)] })).toEqual(['it holds honest calls']);
  });
});
