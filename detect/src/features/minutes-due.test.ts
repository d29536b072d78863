import { expect, it } from 'vitest';
import { batchesOf, type MinuteSeen } from './minutes-due.ts';

/** The so many-th minute, with what has arrived for the two minutes before it, itself and the two after it. */
const row = (n: number, arrived: readonly number[], seen: readonly number[] = []): MinuteSeen => ({
  minute: 60 * n,
  arrived,
  seen,
});
const inMinutes = (times: readonly number[] | undefined) =>
  times?.map((time) => time / 60).sort((a, b) => a - b);

it('stitches all of a minute whose own legs have come, and of those around it what may reach over the edge', () => {
  const [batch, ...more] = batchesOf(
    [
      row(8, [5, 5, 5, 5, 7], [5, 5, 5, 5, 5]),
      row(9, [5, 5, 5, 7, 5], [5, 5, 5, 5, 5]),
      row(10, [5, 5, 7, 5, 5], [5, 5, 5, 5, 5]),
      row(11, [5, 7, 5, 5, 0], [5, 5, 5, 5, 0]),
      row(12, [7, 5, 5, 0, 0], [5, 5, 5, 0, 0]),
    ],
    1_000,
  );
  expect(more).toEqual([]);
  expect(inMinutes(batch?.whole)).toEqual([10]);
  expect(inMinutes(batch?.partly)).toEqual([8, 9, 11, 12]);
  expect(inMinutes(batch?.changed)).toEqual([10]);
  expect(inMinutes(batch?.beside)).toEqual([6, 7, 8, 9, 11, 12, 13, 14]);
});

it('knows what changed since each minute was stitched, although the minute beside it is stitched already', () => {
  const [batch] = batchesOf([row(9, [5, 5, 5, 7, 5], [5, 5, 5, 5, 5])], 1_000);
  expect(inMinutes(batch?.whole)).toEqual([]);
  expect(inMinutes(batch?.changed)).toEqual([10]);
});

it('reads pairs of numbers only at the edges of minutes that are stitched for the first time', () => {
  const [batch] = batchesOf(
    Array.from({ length: 10 }, (_, n) => row(n, [9, 9, 9, 9, 9])),
    1_000,
  );
  expect(inMinutes(batch?.whole)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(inMinutes(batch?.partly)).toEqual([]);
  expect(inMinutes(batch?.changed)).toEqual([0, 1, 8, 9]);
  expect(inMinutes(batch?.beside)).toEqual([-2, -1, 10, 11]);
});

it('takes so many minutes at once that their legs are about as many as one statement may read', () => {
  const batches = batchesOf(
    Array.from({ length: 6 }, (_, n) => row(n, [0, 0, 400, 0, 0])),
    1_000,
  );
  expect(batches.map(({ whole }) => inMinutes(whole))).toEqual([[0, 1, 2], [3, 4], [5]]);
});

it('cuts a minute with more legs than one statement may read', () => {
  const batches = batchesOf([row(0, [0, 0, 3_600, 0, 0]), row(1, [0, 0, 1_400, 0, 0])], 1_000);
  expect(batches.map(({ whole, shares }) => ({ whole: inMinutes(whole), shares }))).toEqual([
    { whole: [0], shares: 4 },
    { whole: [1], shares: 1 },
  ]);
});
