import { expect, it } from 'vitest';
import { histogramsTogether } from './histogram.ts';

it('adds up how often each value is there, the values rising', () => {
  expect(
    histogramsTogether([
      [
        [3, 20],
        [5, 1],
      ],
      [
        [2, 3],
        [4, 6],
      ],
      [[20], [9]],
    ]),
  ).toEqual([
    [2, 3, 20],
    [4, 11, 10],
  ]);
});

it('has no values where there are no calls', () => {
  expect(histogramsTogether([])).toEqual([[], []]);
});
