import { describe, expect, it } from 'vitest';
import type { JudgedSegment } from '../../queries/campaign-pace.ts';
import { everyStep, ordinaryHours, ordinaryOf, stepFor } from './pace.ts';

describe('steps', () => {
  it('are as short as the points of a chart allow', () => {
    expect([600, 86_400, 86_401, 7 * 86_400, 60 * 86_400].map(stepFor)).toEqual([60, 60, 300, 900, 3_600]);
    const years = 40 * 365 * 86_400;
    expect(years / stepFor(years)).toBeLessThanOrEqual(1_440);
  });

  it('without calls are written out', () => {
    const rows = [
      { at: 120, calls: 3 },
      { at: 300, calls: 1 },
    ];
    expect(everyStep(rows, 60)).toEqual([
      { at: 120_000, calls: 3 },
      { at: 180_000, calls: 0 },
      { at: 240_000, calls: 0 },
      { at: 300_000, calls: 1 },
    ]);
    expect(everyStep([], 60)).toEqual([]);
  });
});

/** An hour in which 40 of 100 calls last 120 s and more, where ordinary traffic has a fifth of these. */
const segment: JudgedSegment = {
  hour: 3_600,
  kind: 'source',
  members: 60,
  calls: 100,
  short: 50,
  outcomes: [
    [0, 2, 61],
    [10, 50, 40],
  ],
  outcome: [0.5, ...Array.from({ length: 60 }, () => 0.005), 0.2],
  answerRatio: 0.5,
  shortShare: 0.06,
};

describe('ordinary calls', () => {
  it('are told by conversations: a fifth of ordinary calls is as long', () => {
    expect(ordinaryOf(segment)).toBeCloseTo(200);
    expect(
      ordinaryOf({
        ...segment,
        outcomes: [
          [0, 2],
          [10, 50],
        ],
      }),
    ).toBe(0);
  });

  it('are added up by the hour', () => {
    const hours = ordinaryHours([segment, segment, { ...segment, hour: 7_200 }]);
    expect(hours).toEqual([
      { at: 3_600_000, calls: 120, all: 200, ordinary: expect.closeTo(400) },
      { at: 7_200_000, calls: 60, all: 100, ordinary: expect.closeTo(200) },
    ]);
  });
});
