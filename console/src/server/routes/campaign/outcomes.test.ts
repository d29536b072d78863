import { describe, expect, it } from 'vitest';
import type { JudgedSegment } from '../../queries/campaign-pace.ts';
import { durationBins, messageOf, usualOf } from './outcomes.ts';

describe('durations', () => {
  it('are counted in bins of 2 s, the last one open', () => {
    const bins = durationBins([
      [0, 1, 2, 3, 119, 120],
      [1, 2, 4, 8, 16, 32],
    ]);
    expect(bins.length).toBe(61);
    expect([bins[0], bins[1], bins[59], bins[60]]).toEqual([3, 12, 16, 32]);
  });

  it('show the message: the commonest one beyond hang-ups, with its neighbors', () => {
    const bins = durationBins([
      [2, 24, 25, 26, 70],
      [500, 30, 40, 10, 20],
    ]);
    expect(messageOf(bins)).toEqual({ from: 24, to: 26, share: expect.closeTo(0.8) });
    expect(messageOf(durationBins([[2], [500]]))).toBeNull();
    expect(messageOf(durationBins([[], []]))).toBeNull();
  });
});

it('weighs what is usual by the calls of each hour', () => {
  const hour: JudgedSegment = {
    hour: 0,
    kind: 'number',
    members: 1,
    short: 0,
    outcomes: [[], []],
    outcome: [],
    calls: 0,
    answerRatio: 0,
    shortShare: 0,
  };
  expect(
    usualOf([
      { ...hour, members: 300, calls: 1, answerRatio: 0.6, shortShare: 0.1 },
      { ...hour, members: 100, calls: 9_000, answerRatio: 0.2, shortShare: 0.5 },
    ]),
  ).toEqual({ answered: expect.closeTo(0.5), short: expect.closeTo(0.2) });
  expect(usualOf([])).toBeNull();
});
