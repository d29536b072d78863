import { comparisonNames } from '@ringtrace/detect/linking/sum-of-weights';
import { describe, expect, it } from 'vitest';
import { cautious, falling, type LabelledPair, learnWeights } from './learn-weights.ts';

const pair = (campaign: string | undefined, pace: number | undefined): LabelledPair => ({
  campaign,
  levels: {
    callers: undefined,
    numbers: undefined,
    shared: undefined,
    message: undefined,
    short: undefined,
    answered: undefined,
    rung: undefined,
    areas: undefined,
    time: undefined,
    pace,
    origin: undefined,
  },
});
const times = <T>(n: number, of: T) => Array.from({ length: n }, () => of);

describe('learning match weights', () => {
  it('pools neighbors that rise', () => {
    expect(falling([3, 1, 2, -1], [1, 1, 3, 1])).toEqual([3, 1.75, 1.75, -1]);
    expect(falling([0, 1, 2], [1, 1, 1])).toEqual([1, 1, 1]);
  });

  it('finds more bits where a level is seen more often in pairs of one campaign', () => {
    const { prior, levels } = learnWeights([
      ...times(4, pair('x', 0)),
      ...times(4, pair('y', 0)),
      ...times(8, pair(undefined, 3)),
    ]);
    expect(prior).toBe(0);
    // Each campaign counts as two pairs: m is 4.5 of 6, u is 0.5 of 10.
    expect(levels.pace[0]).toBeCloseTo(Math.log2(4.5 / 6 / (0.5 / 10)));
    expect(levels.pace[3]).toBeCloseTo(Math.log2(0.5 / 6 / (8.5 / 10)));
  });

  it('takes what is nearer to 0 of two families', () => {
    const { levels } = learnWeights([pair('x', 0), pair(undefined, 1)]);
    const a = { prior: -2, levels: { ...levels, pace: [4, 1, -1, -3] } };
    const b = { prior: -3, levels: { ...levels, pace: [2, -1, -2, -1] } };
    expect(cautious(a, b)).toMatchObject({ prior: -3, levels: { pace: [2, 0, -1, -1] } });
    expect(Object.keys(cautious(a, b).levels)).toEqual(comparisonNames);
  });
});
