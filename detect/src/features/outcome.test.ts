import { expect, it } from 'vitest';
import { binOf, lastBin, longestS } from './outcome.ts';

it('an answered call is counted in bins of two seconds, and all long ones in the last', () => {
  expect([0, 1, 2, 3, 4].map(binOf)).toEqual([1, 1, 2, 2, 3]);
  expect([longestS - 1, longestS, longestS + 1, 9_999].map(binOf)).toEqual([
    lastBin - 1,
    lastBin,
    lastBin,
    lastBin,
  ]);
});
