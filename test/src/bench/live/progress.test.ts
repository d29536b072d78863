import { describe, expect, it } from 'vitest';
import { ingestLag, Progress, Summed } from './progress.ts';

const progress = (...notes: [at: number, count: number][]) => {
  const made = new Progress();
  for (const [at, count] of notes) made.note(at, count);
  return made;
};

describe('Progress', () => {
  it('knows the count at a time, and when a count was reached', () => {
    const stored = progress([10, 5], [20, 9]);
    expect([5, 10, 15, 25].map((at) => stored.countAt(at))).toEqual([0, 5, 5, 9]);
    expect([0, 5, 6, 9, 10].map((count) => stored.reached(count))).toEqual([10, 10, 20, 20, undefined]);
  });
});

describe('ingestLag', () => {
  const sent = progress([10, 5], [20, 10], [30, 15]);

  it('is the time that the oldest CDR has waited which is sent and not stored', () => {
    const stored = progress([28, 5], [40, 12]);
    expect([15, 28, 29, 41].map((at) => ingestLag(sent, stored, at))).toEqual([5, 8, 9, 11]);
  });

  it('is nothing where all that was sent by then is stored', () => {
    expect(ingestLag(sent, progress([29, 10]), 29)).toBe(0);
  });
});

describe('Summed', () => {
  it('is what all workers have done together', () => {
    const all = new Progress();
    const summed = new Summed(all);
    summed.note(0, 10, 4);
    summed.note(1, 20, 3);
    summed.note(0, 30, 6);
    expect([10, 20, 30].map((at) => all.countAt(at))).toEqual([4, 7, 9]);
  });
});
