import { expect, it } from 'vitest';
import { f1, median, shareOf } from './share.ts';

it("a share has the bounds of Wilson's interval, near 1 as well", () => {
  const half = shareOf(5, 10);
  expect(half).toMatchObject({ value: 0.5, of: 10 });
  expect(half.low).toBeCloseTo(0.2366, 4);
  expect(half.high).toBeCloseTo(0.7634, 4);
  const all = shareOf(10, 10);
  expect(all.low).toBeCloseTo(0.7225, 4);
  expect(all.high).toBe(1);
});

it('the share of no cases is 1, and may be anything', () => {
  expect(shareOf(0, 0)).toEqual({ value: 1, low: 0, high: 1, of: 0 });
});

it('F1 is the harmonic mean, and 0 where nothing is right', () => {
  expect(f1(1, 0.5)).toBeCloseTo(2 / 3);
  expect(f1(0, 0)).toBe(0);
});

it.each([
  [[], undefined],
  [[7], 7],
  [[9, 1, 4], 4],
  [[10, 2], 6],
  [[40, 1, 2, 5], 3.5],
])('the median of %j is %s', (numbers, middle) => {
  expect(median(numbers)).toBe(middle);
});
