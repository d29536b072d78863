import { describe, expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import { callerSample } from '../features/number-sample.ts';
import { lastBin, longestS } from '../features/outcome.ts';
import type { Baseline } from '../segments/baseline.ts';
import type { Judged } from '../segments/judged-segment.ts';
import { addBehaviors, behaviorOf } from './behavior.ts';
import { heardFor } from './linkage.fixture.ts';

/** One call in a hundred lasts 24 or 25 s. */
const baseline: Baseline = {
  outcome: Array.from({ length: lastBin + 1 }, (_, bin) => (bin === 13 ? 0.01 : 0)),
  shortShare: 0.1,
  answerRatio: 0.5,
  receiving: 0.5,
  calledBack: 0.03,
};
const judged = (ordinary: number): Judged => ({
  features: {
    ...features,
    calling_numbers: 250,
    one_ring: 12,
    callers: [3, 9],
    blocks: [4],
    sampled_numbers: 20,
    elsewhere_numbers: 5,
    seconds: [
      [6, 7, 24, 119, longestS],
      [90, 10, 40, 3, 8],
    ],
    areas: [
      [1_212, 1_303],
      [300, 100],
    ],
  },
  baseline,
  excess: { ordinary, calls: 400 - ordinary, answered: 120, short: 80 },
});

describe('behavior of a segment', () => {
  it('is that of its calls beyond ordinary calling', () => {
    expect(behaviorOf(judged(100))).toMatchObject({
      calls: 300,
      answered: 120,
      short: 80,
      rung: 12,
      shownCalls: 400,
      repeatedCalls: 150,
      callers: [3, 9],
      exchanges: [4],
      sampledNumbers: 20,
      elsewhereNumbers: 5,
    });
  });

  it('tells of which calls it is not known how many were not answered', () => {
    const counted = judged(100);
    const of = (answered: number) =>
      behaviorOf({ ...counted, features: { ...counted.features, calls: 400, answered } });
    expect(of(160)).toMatchObject({ untoldCalls: 0, untoldAnswered: 0 });
    expect(of(400)).toMatchObject({ untoldCalls: 300, untoldAnswered: 120 });
  });

  it('leaves out calls of exactly a minute where durations are rounded up to it', () => {
    const heardAt60 = (at59: number, at60: number) => {
      const { features: counted, ...rest } = judged(0);
      const seconds: [number[], number[]] = [
        [59, 60],
        [at59, at60],
      ];
      return behaviorOf({ ...rest, features: { ...counted, seconds } }).seconds[60];
    };
    expect(heardAt60(5, 40)).toBe(0);
    expect(heardAt60(30, 40)).toBe(40);
    expect(heardAt60(0, 4)).toBe(4);
  });

  it('knows how many were heard, with the ordinary ones', () => {
    expect(behaviorOf(judged(1_000)).heard).toBe(53);
    expect(addBehaviors([behaviorOf(judged(0)), behaviorOf(judged(1_000))]).heard).toBe(106);
  });

  it('has the seconds of those that were heard: no hang-ups, no conversations, and no ordinary calls', () => {
    const heard = (ordinary: number) =>
      [...behaviorOf(judged(ordinary)).seconds.entries()].filter(([, calls]) => calls !== 0);
    expect(heard(0)).toEqual([
      [7, 10],
      [24, 40],
      [119, 3],
    ]);
    // Of 1,000 ordinary calls, ten last for 24 or 25 s: five for each second.
    expect(heard(1_000)).toContainEqual([24, 35]);
    // Never below none.
    expect(heard(100_000).map(([second]) => second)).toEqual([7, 119]);
  });

  it('has calls by area', () => {
    const { areas } = behaviorOf(judged(0));
    expect([...areas]).toEqual([
      [1_212, 300],
      [1_303, 100],
    ]);
  });
});

describe('several behaviors', () => {
  it('add up, second by second and area by area', () => {
    const more = heardFor(50, { calls: 10, rung: 2, sampledNumbers: 3, areas: new Map([[1_303, 10]]) });
    const untold = heardFor(20, {
      untoldCalls: 150,
      untoldAnswered: 50,
      repeatedCalls: 30,
      elsewhereNumbers: 1,
    });
    const sum = addBehaviors([untold, heardFor(20), more]);
    expect(sum).toMatchObject({
      untoldCalls: 150,
      untoldAnswered: 50,
      calls: 310,
      answered: 150,
      short: 30,
      rung: 2,
      shownCalls: 450,
      repeatedCalls: 30,
      sampledNumbers: 3,
      elsewhereNumbers: 1,
    });
    expect([sum.seconds[20], sum.seconds[50], sum.seconds[21]]).toEqual([80, 40, 0]);
    expect([...sum.areas]).toEqual([
      [1_212, 300],
      [1_303, 10],
    ]);
  });

  it('keep true samples of all numbers: the smallest hashes, each once', () => {
    const numbers = (from: number) => Array.from({ length: callerSample }, (_, i) => from + 2 * i);
    const sum = addBehaviors([
      heardFor(20, { callers: numbers(0), exchanges: [5] }),
      heardFor(20, { callers: numbers(1), exchanges: [5, 1] }),
    ]);
    expect(sum.callers).toEqual(Array.from({ length: callerSample }, (_, i) => i));
    expect(sum.exchanges).toEqual([1, 5]);
  });
});
