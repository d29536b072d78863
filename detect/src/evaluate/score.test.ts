import { minuteMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import type { Counts } from './results.ts';
import { score } from './score.ts';
import { shareOf } from './share.ts';

const traffic = (label: string, legs: number, calls: number) => ({
  label,
  legs,
  calls,
  calling_numbers: 1,
  first_ms: 0,
  last_ms: 30 * minuteMs,
  from_abroad: 0,
});
const counts: Counts = {
  candidates: [
    { campaign_id: 'c-1', label: 'blast', legs: 90 },
    { campaign_id: 'c-1', label: '', legs: 10 },
    { campaign_id: 'c-2', label: '', legs: 50 },
  ],
  standing: [
    { campaign_id: 'c-1', event_ms: 3 * minuteMs, score: 0.97 },
    { campaign_id: 'c-2', event_ms: 9 * minuteMs, score: 0.9 },
  ],
  opened: { opened: 5, taken_back: 2 },
  labelled: [traffic('', 1_000, 400_000), traffic('blast', 100, 400), traffic('pool', 100, 2_000)],
  minutes: [0, 1, 2, 3, 4].map((n) => ({ label: 'blast', minute_ms: n * minuteMs, calls: 80 })),
  labels: 1_205,
  wholeSince: 0,
};

describe('evaluation', () => {
  const result = score(counts);

  it('counts a candidate true from 80% of one label, and a campaign found from half its legs', () => {
    expect(result.candidates.map((c) => c.isTrue)).toEqual([true, false]);
    expect(result.campaigns.map((c) => [c.campaign, c.found])).toEqual([
      ['blast', true],
      ['pool', false],
    ]);
    expect(result).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5, bounds: { recall: { of: 2 } } });
    expect(result).toMatchObject({ legPrecision: 0.6, legRecall: 0.45, unmatchedLabels: 5 });
  });

  it('tells how soon, how often for one campaign, and how many were wrong for all honest calls', () => {
    expect(result.campaigns[0]).toMatchObject({ minutesToEvent: 3, callsBefore: 240, candidates: 1 });
    expect(result).toMatchObject({ medianMinutesToEvent: 3, medianCallsBefore: 240 });
    expect(result).toMatchObject({ candidatesPerCampaign: 1, falseCandidatesPerMillion: 2.5 });
  });

  it('counts no campaign of which retention may have dropped records, and none of its candidates', () => {
    const { first_ms } = traffic('blast', 100, 400);
    const told = score({
      ...counts,
      labelled: counts.labelled.map((row) =>
        row.label === 'pool' ? { ...row, first_ms: first_ms + 10 } : row,
      ),
      wholeSince: first_ms + 5,
    });
    expect(told.dropped).toEqual(['blast']);
    expect(told.campaigns.map(({ campaign }) => campaign)).toEqual(['pool']);
    expect(told.candidates.map(({ campaign_id }) => campaign_id)).toEqual(['c-2']);
    expect(told).toMatchObject({ recall: 0, bounds: { recall: { of: 1 } }, unmatchedLabels: 5 });
  });

  it('counts candidates that were taken back among all that were opened', () => {
    expect(result).toMatchObject({ opened: 5, takenBack: 2 });
  });

  it('takes the earliest event of any number of candidates', () => {
    const many = Array.from({ length: 130_000 }, (_, i) => `c-${i}`);
    const [blast] = score({
      ...counts,
      candidates: many.map((campaign_id) => ({ campaign_id, label: 'blast', legs: 1 })),
      standing: many.map((campaign_id, i) => ({
        campaign_id,
        event_ms: (7 + (i % 5)) * minuteMs,
        score: 0.9,
      })),
    }).campaigns;
    expect(blast).toMatchObject({ candidates: 130_000, minutesToEvent: 7 });
  });

  it('splits recall by kind of campaign', () => {
    expect(result.kinds.map(({ kind, recall }) => [kind, recall.value, recall.of])).toEqual([
      ['1,000 calls and more', 0, 1],
      ['300 to 1,000 calls', 1, 1],
      ['one number', 0.5, 2],
      ['within two hours', 0.5, 2],
      ['not seen to come from abroad', 0.5, 2],
    ]);
  });

  it('finds nothing missed where nothing is labelled and nothing suspected', () => {
    const none = score({
      ...counts,
      candidates: [],
      standing: [],
      minutes: [],
      labelled: [traffic('', 10, 10)],
    });
    expect(none).toMatchObject({ precision: 1, recall: 1, legF1: 1 });
  });
});

describe('confidence bounds', () => {
  // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, by the score method without continuity correction.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
  ])('of %i in %i are as published', (part, whole, low, high) => {
    const share = shareOf(part, whole);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
  });
});
