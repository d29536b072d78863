import { expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import type { Features } from '../features/features.ts';
import { baselineOf } from './baseline.ts';
import { judgeTogether, type WithJudged } from './judge-together.ts';
import { judgeSegment } from './score.ts';

const quiet = baselineOf([0, 20, 61], [4_000, 3_000, 2_200], { receiving: 0.2, calledBack: 0.01 });
const busy = baselineOf([0, 20, 61], [4_000, 3_000, 2_200], { receiving: 0.6, calledBack: 0.05 });
const hour = (at: number, more: Partial<Features> = {}, baseline = busy): WithJudged => ({
  segment_id: `hour ${at}`,
  judged: { features: { ...features, hour: at, ...more }, baseline },
});

it('one segment is judged as it is by itself, but for what tells several apart', () => {
  expect(judgeTogether([hour(0)]).score).toBeCloseTo(judgeSegment(features, busy).score, 9);
});

it('hours that are too thin by themselves may be suspicious together', () => {
  const thin: Partial<Features> = {
    calls: 20,
    answered: 7,
    short: 4,
    called_numbers: 20,
    asked_calls: 20,
    attested_b: 10,
    unproven: 10,
    outcomes: [
      [0, 2, 13],
      [13, 4, 3],
    ],
  };
  expect(judgeSegment({ ...features, ...thin }, busy).verdict).not.toBe('suspicious');
  const hours = Array.from({ length: 20 }, (_, at) => hour(at, thin));
  expect(judgeTogether(hours).verdict).toBe('suspicious');
});

it('baselines are averaged by the calls of each hour', () => {
  const { baseline } = judgeTogether([hour(0, { calls: 300 }, quiet), hour(1, { calls: 100 }, busy)]);
  expect(baseline.receiving).toBeCloseTo(0.3, 9);
  expect(baseline.calledBack).toBeCloseTo(0.02, 9);
  expect(baseline.outcome[0]).toBeCloseTo(quiet.outcome[0] ?? 0, 9);
});

it('the order of segments does not show', () => {
  const hours = [hour(0, { calls: 300 }, quiet), hour(1), hour(2, { short: 20 })];
  expect(judgeTogether(hours.toReversed())).toEqual(judgeTogether(hours));
});

it('nothing is judged where there is nothing', () => {
  expect(() => judgeTogether([])).toThrow('no segments');
});
