import { describe, expect, it } from 'vitest';
import { features } from '../../features/features.fixture.ts';
import type { Features } from '../../features/features.ts';
import { ordinaryBaseline as baseline, bins } from '../baseline.fixture.ts';
import { judgeSegment } from '../score.ts';
import { numbersOfOneRecording, uncalledNumbersOfOneRecording } from './many-numbers.ts';

/** 2,000 calls of as many numbers that nobody calls. 900 are answered, mostly by machines that hear a message of 24 s. */
const heard: Features = {
  ...features,
  kind: 'source',
  calls: 2_000,
  calling_numbers: 2_000,
  source_calls: 2_000,
  answered: 900,
  short: 90,
  outcomes: [
    [0, 2, 13],
    [1_100, 90, 810],
  ],
  seconds: [
    [3, 24, 25],
    [90, 400, 410],
  ],
};
const contributionOf = (name: string, more: Partial<Features> = {}) =>
  judgeSegment({ ...heard, ...more }, baseline).evidence.find((one) => one.name === name)?.contribution;
const uncalled = (more?: Partial<Features>) => contributionOf(uncalledNumbersOfOneRecording.name, more);

describe('numbers that nobody calls and that play one recording', () => {
  it('count by doublings beyond those of one customer', () => {
    expect(uncalled()).toBe(2);
    expect(uncalled({ calling_numbers: 512 })).toBeCloseTo(1.5);
    expect(uncalled({ distinct_numbers: 512 })).toBeCloseTo(1.5);
  });

  it('count as far as nobody calls them: a chain shows the numbers of its branches', () => {
    expect(uncalled({ source_receiving: 500 })).toBeCloseTo(1);
    expect(uncalled({ source_receiving: 1_000 })).toBe(0);
    expect(uncalled({ callers_called: true })).toBeUndefined();
  });

  it('count not where each is shown many times', () => {
    expect(uncalled({ calls: 20_000 })).toBe(0);
  });

  it('count otherwise where called parties hang up on the recording', () => {
    const rejected: Partial<Features> = {
      short: 450,
      outcomes: [
        [0, 2, 13],
        [1_100, 450, 450],
      ],
    };
    expect(uncalled(rejected)).toBeUndefined();
    expect(contributionOf(numbersOfOneRecording.name, rejected)).toBe(1);
  });

  it('are no evidence where people talk, or where a carrier rounds the lengths of calls', () => {
    const talks = bins.filter((bin) => bin >= 5 && bin < 59);
    expect(
      uncalled({
        outcomes: [
          [0, 2, ...talks],
          [1_100, 90, ...talks.map(() => 15)],
        ],
      }),
    ).toBeUndefined();
    const rounded: Partial<Features> = {
      outcomes: [
        [0, 31],
        [1_100, 900],
      ],
      seconds: [[60], [900]],
    };
    expect(uncalled(rounded)).toBeUndefined();
    expect(
      uncalled({
        ...rounded,
        seconds: [
          [60, 61],
          [400, 500],
        ],
      }),
    ).toBe(2);
  });
});
