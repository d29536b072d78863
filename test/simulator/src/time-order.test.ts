import { describe, expect, it } from 'vitest';
import { arrivals } from './arrivals.ts';
import { random } from './random.ts';
import { byLaterMoment, mergeByTime, type Timed, withFollowUps } from './time-order.ts';

const at = (...starts: number[]): Timed[] => starts.map((start) => ({ start }));
const starts = (items: Iterable<Timed>) => [...items].map((item) => item.start);

describe('mergeByTime', () => {
  it('puts ordered streams into one order', () => {
    expect(starts(mergeByTime([at(1, 4, 9), at(), at(2, 3, 10, 11), at(4)]))).toEqual([
      1, 2, 3, 4, 4, 9, 10, 11,
    ]);
  });

  it('takes no more from a stream than it needs', () => {
    let drawn = 0;
    function* endless() {
      for (;;) yield { start: drawn++ };
    }
    const merged = mergeByTime<Timed>([endless(), at(5)])[Symbol.iterator]();
    for (let i = 0; i < 10; i++) merged.next();
    expect(drawn).toBeLessThan(12);
  });
});

describe('withFollowUps', () => {
  it('weaves later items in, and lets those past the end go', () => {
    const later = (item: Timed) => (item.start < 100 ? { start: item.start + 100 } : undefined);
    expect(starts(withFollowUps(at(1, 50, 99, 120), later, 180))).toEqual([1, 50, 99, 101, 120, 150]);
  });
});

describe('byLaterMoment', () => {
  it('puts items in the order of a later moment, and leaves out those past the end', () => {
    const ends = new Map([
      [1, 90],
      [2, 3],
      [4, 4],
      [5, 200],
      [70, 80],
    ]);
    const items = byLaterMoment(at(...ends.keys()), ({ start }) => ends.get(start) ?? 0, 100);
    expect(starts(items)).toEqual([2, 4, 70, 1]);
  });
});

describe('arrivals', () => {
  it('gives the exact number, in order, within the span, busier where the weight is', () => {
    const span = { from: 0, to: 3_600_000 };
    const weight = (moment: number) => (moment < 1_800_000 ? 3 : 1);
    const moments = [...arrivals(random(1), { ...span, calls: 4000, weight })];
    expect(moments).toHaveLength(4000);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(moments.every((moment) => moment >= span.from && moment < span.to)).toBe(true);
    expect(moments.filter((moment) => moment < 1_800_000).length / 4000).toBeCloseTo(0.75, 1);
  });
});
