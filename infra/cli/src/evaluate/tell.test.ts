import { nothingCounted } from '@ringtrace/detect/evaluate/nothing-counted.fixture';
import { score } from '@ringtrace/detect/evaluate/score';
import { describe, expect, it } from 'vitest';
import { droppedInWords, inWords, pendingInWords } from './tell.ts';

describe('inWords', () => {
  it('has no precision and no median where there is no candidate', () => {
    const told = inWords(score(nothingCounted));
    expect(told).toContain('\ncandidates: precision none; ');
    expect(told).toContain('\nlegs: precision none, ');
    expect(told).toMatch(/\nmedian from a campaign's first call to its candidate's event time: none\n/);
  });
});

it('names the campaigns whose records retention drops, and says nothing of their being found', () => {
  const day = Date.UTC(2026, 2, 3);
  const told = inWords(
    score({
      ...nothingCounted,
      labelled: [
        { label: 'old', legs: 4, calls: 4, calling_numbers: 1, first_ms: day, last_ms: day, from_abroad: 0 },
      ],
      labels: 4,
      wholeSince: Date.UTC(2026, 9, 30),
    }),
  );
  expect(told).toContain('Retention drops the records of before 2026-10-30.');
  expect(told).toContain('nor are their candidates: old.');
  expect(told).toContain('campaigns: recall none');
  expect(told).not.toContain('NO');
});

it.each([
  [1, '1 candidate is pending'],
  [4, '4 candidates are pending'],
])('says that %i pending candidates are not counted', (pending, what) => {
  expect(pendingInWords(pending)).toBe(`${what} and not counted: run 'ringtrace status --wait-idle' first`);
});

it('says which labels the figures say nothing of, as retention dropped their CDRs', () => {
  const horizon = Date.UTC(2026, 9, 30);
  expect(droppedInWords({ unmatchedLabels: 7_000 }, horizon)).toMatch(/7,000 labels .* before 2026-10-30/);
  expect(droppedInWords({ unmatchedLabels: 7_000 }, 0)).toBe('');
  expect(droppedInWords({ unmatchedLabels: 0 }, horizon)).toBe('');
});
