import { expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import { baselineOf } from './baseline.ts';
import { judgeSegment } from './score.ts';
import { memberBins } from './segment.ts';
import { hasMembersOf } from './unchanged.ts';

const baseline = baselineOf([0, 2, 20, 61], [4_000, 300, 3_000, 2_200]);
const source = judgeSegment({ ...features, kind: 'source', number: 0, dno: 400 }, baseline);
const member_bins = memberBins(source);

it('has the members of a segment that is judged as before, with another score perhaps', () => {
  expect(hasMembersOf(source, { verdict: 'possible', member_bins })).toBe(true);
});

it('lacks them where other outcomes are mostly excess now', () => {
  expect(hasMembersOf(source, { verdict: source.verdict, member_bins: member_bins.slice(1) })).toBe(false);
});

it('lacks them where the segment was ordinary: of such segments no calls are written', () => {
  expect(hasMembersOf(source, { verdict: 'ordinary', member_bins })).toBe(false);
});

it('needs none of a segment that is ordinary', () => {
  expect(hasMembersOf({ ...source, verdict: 'ordinary' }, { verdict: 'weak', member_bins: [] })).toBe(true);
});
