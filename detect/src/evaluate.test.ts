import { describe, expect, it } from 'vitest';
import { score } from './evaluate.ts';

const counts = [
  { campaign_id: 'c-1', label: 'blast', legs: 90 },
  { campaign_id: 'c-1', label: '', legs: 10 },
  { campaign_id: 'c-2', label: '', legs: 50 },
];
const labelled = [
  { label: '', legs: 1_000 },
  { label: 'blast', legs: 100 },
  { label: 'pool', legs: 100 },
];

describe('evaluation', () => {
  it('counts a candidate true from 80% of one label, and a campaign found from half its legs', () => {
    const result = score(counts, labelled, 1_205);
    expect(result.candidates.map((c) => c.isTrue)).toEqual([true, false]);
    expect(result.campaigns.map((c) => [c.campaign, c.found])).toEqual([
      ['blast', true],
      ['pool', false],
    ]);
    expect(result).toMatchObject({ precision: 0.5, recall: 0.5, legPrecision: 0.6, legRecall: 0.45 });
    expect(result.unmatchedLabels).toBe(5);
  });

  it('finds nothing missed where nothing is labelled and nothing suspected', () => {
    expect(score([], [{ label: '', legs: 10 }], 10)).toMatchObject({ precision: 1, recall: 1, legF1: 1 });
  });
});
