import { describe, expect, it } from 'vitest';
import { features } from '../../features/features.fixture.ts';
import type { Features } from '../../features/features.ts';
import { lastBin } from '../../features/outcome.ts';
import { ordinaryBaseline as baseline, bins } from '../baseline.fixture.ts';
import { judgeSegment } from '../score.ts';
import {
  fromAbroad,
  notInMitigationDatabase,
  numbersElsewhere,
  pool,
  severalOrigins,
  unusableCallers,
} from '../signals/caller.ts';
import { manyNumbers, uncalledCallers, uncalledNumbersOfOneRecording } from '../signals/many-numbers.ts';
import { sharedByHonest } from './honest-callers.ts';

const talks = bins.filter((bin) => bin >= 4 && bin < 54);
/** 2,000 calls of people who talk, of as many numbers. Nobody calls back. */
const people: Features = {
  ...features,
  kind: 'source',
  calls: 2_000,
  calling_numbers: 2_000,
  called_numbers: 1_990,
  asked_calls: 2_000,
  answered: 700,
  short: 450,
  outcomes: [
    [0, 2, 3, ...talks],
    [1_300, 225, 225, ...talks.map(() => 5)],
  ],
};
const shared = (more: Partial<Features>) =>
  [...sharedByHonest(judgeSegment({ ...people, ...more }, baseline))].sort();
const namesOf = (...signals: readonly { readonly name: string }[]) => signals.map(({ name }) => name).sort();

const provider = [notInMitigationDatabase];
const many = [pool, manyNumbers, uncalledCallers];
const use = [...many, severalOrigins, uncalledNumbersOfOneRecording];

describe('evidence that an honest caller may have as well', () => {
  it('is that about the provider, always', () => {
    expect(shared({})).toEqual(namesOf(...provider));
  });

  it('is that about numbers in use, unless surely few call back', () => {
    expect(shared({ called_back: 20 })).toEqual(namesOf(...provider, ...use));
    expect(shared({ recent_calls: 1_900, recent_asked_calls: 1_900 })).toEqual(namesOf(...provider, ...use));
  });

  it('is not that about numbers that are thrown away, where friends of known callers explain the call-backs', () => {
    const ofFriends = { asked_calls: 1_600, called_back: 20 };
    expect(shared(ofFriends)).toEqual(namesOf(...provider));
    // More call back than friends do: somebody is at the other numbers.
    expect(shared({ ...ofFriends, called_back: 50 })).toEqual(namesOf(...provider, ...use));
    expect(shared({ ...ofFriends, asked_called_back: 20 })).toEqual(namesOf(...provider, ...use));
    // People do not hang up at once, or numbers are kept.
    expect(shared({ ...ofFriends, short: 100 })).toEqual(namesOf(...provider, ...use));
    expect(shared({ ...ofFriends, distinct_numbers: 1_500 })).toEqual(namesOf(...provider, ...use));
  });

  it('is that there are many numbers, where many are shown more than once', () => {
    expect(shared({ distinct_numbers: 1_600, asked_called_back: 2 })).toEqual(namesOf(...provider, ...many));
    expect(shared({ distinct_numbers: 1_700, asked_called_back: 2 })).toEqual(namesOf(...provider));
  });

  it('is the way from abroad, where a business may be called back, or the calls are awaited; then also that the number is unusable', () => {
    const business = { calling_numbers: 10, called_back: 20 };
    expect(shared(business)).toEqual(namesOf(...provider, ...use, fromAbroad));
    const passcodes: Partial<Features> = {
      answered: 1_600,
      short: 100,
      outcomes: [
        [0, 2, 13],
        [400, 100, 1_500],
      ],
    };
    expect(shared(passcodes)).toEqual(namesOf(...provider, ...use, fromAbroad, unusableCallers));
  });

  it('is all about numbers, where most calls are ordinary: they are of other callers', () => {
    const [outcomes, calls] = people.outcomes;
    const mixed: Partial<Features> = {
      calls: 2_600,
      outcomes: [
        [...outcomes, lastBin],
        [...calls, 600],
      ],
    };
    expect(shared(mixed)).toEqual(namesOf(...provider, ...use, numbersElsewhere));
  });

  it('is none where the calls play a recording that is hung up on', () => {
    const recording: Features['outcomes'] = [
      [0, 2, 3, 13],
      [1_300, 225, 225, 250],
    ];
    expect(shared({ outcomes: recording, called_back: 20 })).toEqual([]);
  });
});
