import { minuteMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { nothingCounted } from './nothing-counted.fixture.ts';
import { type Counts, campaignResult, candidateResults } from './results.ts';

const legsOf = (campaign_id: string, byLabel: Readonly<Record<string, number>>) =>
  Object.entries(byLabel).map(([label, legs]) => ({ campaign_id, label, legs }));
const candidate = (byLabel: Readonly<Record<string, number>>) =>
  candidateResults({
    ...nothingCounted,
    candidates: legsOf('c-1', byLabel),
    standing: [{ campaign_id: 'c-1', event_ms: 0, score: 0.9 }],
  })[0];

describe('a candidate', () => {
  it('has the label of most of its legs, and is true from 80% of them on', () => {
    expect(candidate({ blast: 80, '': 20 })).toMatchObject({
      label: 'blast',
      legs: 100,
      purity: 0.8,
      isTrue: true,
    });
    expect(candidate({ blast: 79, '': 21 })).toMatchObject({ label: 'blast', isTrue: false });
    expect(candidate({ blast: 40, other: 60 })).toMatchObject({ label: 'other', isTrue: false });
  });

  it('is never true of honest calls', () => {
    expect(candidate({ '': 100 })).toMatchObject({ label: '', purity: 1, isTrue: false });
  });

  it('has its score', () => {
    expect(candidate({ blast: 1 })?.score).toBe(0.9);
  });
});

describe('a campaign', () => {
  const traffic = {
    label: 'blast',
    legs: 200,
    calls: 400,
    calling_numbers: 1,
    first_ms: 0,
    last_ms: 60 * minuteMs,
    from_abroad: 0,
  };
  const result = (
    candidates: Counts['candidates'],
    standing: readonly { campaign_id: string; event_ms: number }[] = [],
  ) => {
    const counts: Counts = {
      ...nothingCounted,
      candidates,
      standing: standing.map((one) => ({ ...one, score: 1 })),
      minutes: [0, 1, 2, 3].map((n) => ({ label: 'blast', minute_ms: n * minuteMs, calls: 50 })),
    };
    return campaignResult(traffic, candidateResults(counts), counts);
  };

  it('is found where true candidates hold half of its legs', () => {
    expect(result(legsOf('c-1', { blast: 100 }))).toMatchObject({ found: true, foundLegs: 100, recall: 0.5 });
    expect(result(legsOf('c-1', { blast: 99 }))).toMatchObject({ found: false, foundLegs: 99 });
    const both = [...legsOf('c-1', { blast: 60 }), ...legsOf('c-2', { blast: 60 })];
    expect(result(both)).toMatchObject({ found: true, foundLegs: 120, candidates: 2 });
  });

  it('is not found by a candidate of several, though its legs are there', () => {
    expect(result(legsOf('c-1', { blast: 150, other: 140 }))).toMatchObject({
      found: false,
      foundLegs: 0,
      recall: 0.75,
      candidates: 0,
      minutesToEvent: undefined,
      callsBefore: undefined,
    });
  });

  it('has the event time of its first true candidate, and the calls that had begun by then', () => {
    const both = [...legsOf('c-1', { blast: 60 }), ...legsOf('c-2', { blast: 60 })];
    const standing = [
      { campaign_id: 'c-1', event_ms: 2 * minuteMs },
      { campaign_id: 'c-2', event_ms: 3 * minuteMs },
      { campaign_id: 'c-3', event_ms: 1 },
    ];
    expect(result(both, standing)).toMatchObject({ minutesToEvent: 2, callsBefore: 100 });
  });
});
