import { expect, it } from 'vitest';
import { lastBin } from '../features/outcome.ts';
import { baselineOf } from './baseline.ts';

const sum = (shares: readonly number[]) => shares.reduce((total, share) => total + share, 0);

it('is the textbook shape where an hour shows nothing', () => {
  const { outcome, answerRatio, shortShare, ...toCallers } = baselineOf([], []);
  expect(outcome).toHaveLength(lastBin + 1);
  expect(sum(outcome)).toBeCloseTo(1);
  expect([outcome[0], answerRatio, outcome[lastBin]]).toEqual([0.5, 0.5, 0.2]);
  // Three and a half bins of sixty hold 0.3 of all calls, of which half are answered.
  expect(shortShare).toBeCloseTo((3.5 * 0.3) / 60 / 0.5);
  expect(toCallers).toEqual({ receiving: 0, calledBack: 0 });
});

it('counts the textbook as 200 calls beside those of the hour', () => {
  const { outcome, answerRatio } = baselineOf([0, lastBin], [600, 200]);
  expect(outcome[0]).toBeCloseTo((600 + 100) / 1_000);
  expect(outcome[lastBin]).toBeCloseTo((200 + 40) / 1_000);
  expect(answerRatio).toBeCloseTo(0.3);
  expect(sum(outcome)).toBeCloseTo(1);
});

it('takes answered calls of up to six seconds as short: half of the fourth bin', () => {
  const many = 1_000_000;
  const { shortShare } = baselineOf([1, 4, lastBin], [many, many, 2 * many]);
  expect(shortShare).toBeCloseTo(1.5 / 4, 3);
});
