import { describe, expect, it } from 'vitest';
import { lastBin } from '../features/outcome.ts';
import { baselineOf } from './baseline.ts';
import { excessOver, histogramOf, messageMode } from './excess.ts';

const baseline = baselineOf([], []);
/** Calls of the textbook shape, and some more of one outcome. */
const mixed = (ordinary: number, bin: number, more: number) =>
  baseline.outcome.map((share, i) => share * ordinary + (i === bin ? more : 0));

describe('calls beyond ordinary calling', () => {
  it('are none of calls that end as ordinary ones do', () => {
    const { ordinary, calls, bins, members } = excessOver(mixed(1_000, 0, 0), 0, baseline);
    expect(ordinary).toBeCloseTo(1_000);
    expect(calls).toBeCloseTo(0);
    expect([bins, members]).toEqual([[], 0]);
  });

  it('are those of one outcome that a recording adds', () => {
    const { ordinary, calls, answered, bins, members } = excessOver(mixed(1_000, 15, 400), 0, baseline);
    expect(ordinary).toBeCloseTo(1_000);
    expect([calls, answered]).toEqual([expect.closeTo(400), expect.closeTo(400)]);
    expect(bins).toEqual([15]);
    expect(members).toBeCloseTo(400 + 1_000 * (baseline.outcome[15] ?? 0));
  });

  it('are all calls where nobody talks for long, answered or not', () => {
    const { ordinary, calls, answered, bins } = excessOver(histogramOf([0, 2], [70, 30]), 30, baseline);
    expect([ordinary, calls, answered, bins]).toEqual([0, 100, 30, [0, 2]]);
  });

  it('are no members where most calls of the outcome are ordinary ones', () => {
    const { calls, bins } = excessOver(mixed(1_000, 0, 300), 0, baseline);
    expect(calls).toBeCloseTo(300);
    expect(bins).toEqual([]);
  });

  it('have no more short calls than answered ones', () => {
    expect(excessOver(histogramOf([0, 2], [70, 30]), 90, baseline).short).toBe(30);
  });
});

describe('the message that most of those who stayed heard', () => {
  it('is the commonest length with the two beside it', () => {
    const heard = histogramOf([14, 15, 16, 30], [20, 50, 10, 20]);
    expect(messageMode(heard)).toEqual({ bin: 15, heard: 100, share: 0.8 });
  });

  it('is no hang-up and no long talk, however many there are', () => {
    const { bin, share } = messageMode(histogramOf([0, 1, 2, 12, lastBin], [900, 500, 500, 10, 90]));
    expect([bin, share]).toEqual([12, 0.1]);
  });

  it('is none where nobody stayed', () => {
    expect(messageMode(histogramOf([0, 1], [900, 500]))).toEqual({ bin: 0, heard: 0, share: 0 });
  });
});
