import { expect, it } from 'vitest';
import { batchesOf, dueOf, type MinuteSeen } from './minutes-due.ts';

/** The so many-th minute, with what has arrived for the two minutes before it, itself and the two after it. */
const row = (n: number, arrived: readonly number[], seen: readonly number[] = []): MinuteSeen => ({
  minute: 60 * n,
  build: seen.length === 0 ? 0 : 1,
  arrived,
  seen,
});
const inMinutes = (times: readonly number[] | undefined) =>
  times?.map((time) => time / 60).sort((a, b) => a - b);

it('stitches minutes in part where legs have come since, for them or for a minute nearby', () => {
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
  expect(inMinutes(batch?.whole)).toEqual([]);
  expect(inMinutes(batch?.partly)).toEqual([8, 9, 10, 11, 12]);
  expect(inMinutes(batch?.changed)).toEqual([10]);
  expect(inMinutes(batch?.beside)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14]);
  expect(inMinutes(batch?.edges)).toEqual([10, 11]);
});

it('knows what changed since each minute was stitched, although the minute beside it is stitched already', () => {
  const [batch] = batchesOf([row(9, [5, 5, 5, 7, 5], [5, 5, 5, 5, 5])], 1_000);
  expect(inMinutes(batch?.whole)).toEqual([]);
  expect(inMinutes(batch?.changed)).toEqual([10]);
});

/** Minutes that have seen all that has arrived. */
const done = (...numbers: readonly number[]) => numbers.map((n) => row(n, [5, 5, 5, 5, 5], [5, 5, 5, 5, 5]));

it('takes the legs of a minute from kept calls only where the minutes before it are kept too', () => {
  const late = row(10, [5, 5, 7, 5, 5], [5, 5, 5, 5, 5]);
  const [batch] = batchesOf([late], 1_000, [...done(7, 8, 9, 11, 12), late]);
  expect(inMinutes(batch?.beside)).toEqual([8, 9, 10, 11, 12]);
  expect(inMinutes(batch?.unkept)).toEqual([8]);
});

it('takes nothing from kept calls of a minute that is stitched as a whole, or in the minutes after it', () => {
  const left = row(9, [5, 5, 7, 5, 5]);
  const [batch] = batchesOf([left], 1_000, [...done(5, 6, 7, 8, 10, 11), left]);
  expect(inMinutes(batch?.unkept)).toEqual([10, 11]);
});

it('takes nothing from kept calls that have not seen what has arrived for the minute, unless that is noted', () => {
  const never = row(12, [7, 5, 5, 0, 0]);
  const late = row(10, [5, 5, 7, 5, 5], [5, 5, 5, 5, 5]);
  const known = [...done(6, 7, 8, 9, 11), late, never];
  expect(inMinutes(batchesOf([never], 1_000, known)[0]?.unkept)).toEqual([10]);
  expect(inMinutes(batchesOf([late, never], 1_000, known)[0]?.unkept)).toEqual([]);
});

it('needs no kept calls of minutes for which nothing has arrived', () => {
  const first = row(10, [0, 0, 7, 5, 5], [0, 0, 5, 5, 5]);
  const known = [row(11, [0, 7, 5, 5, 5], [0, 5, 5, 5, 5]), row(12, [7, 5, 5, 5, 5], [5, 5, 5, 5, 5])];
  expect(inMinutes(batchesOf([first], 1_000, [first, ...known])[0]?.beside)).toEqual([8, 9, 10, 11, 12]);
  expect(inMinutes(batchesOf([first], 1_000, [first, ...known])[0]?.unkept)).toEqual([]);
  expect(inMinutes(batchesOf([first], 1_000, [first])[0]?.unkept)).toEqual([11, 12]);
});

it('stitches a minute as a whole that no build holds of, and those around it in part', () => {
  const [batch] = batchesOf([row(8, [5, 5, 5, 7, 0], [5, 5, 5, 0, 0]), row(9, [5, 5, 7, 0, 0])], 1_000);
  expect(inMinutes(batch?.whole)).toEqual([9]);
  expect(inMinutes(batch?.partly)).toEqual([8]);
  expect(inMinutes(batch?.changed)).toEqual([]);
  expect(inMinutes(batch?.edges)).toEqual([9, 10]);
});

it('looks at edges only where not both minutes are stitched for the first time', () => {
  const [batch] = batchesOf(
    Array.from({ length: 10 }, (_, n) => row(n, [9, 9, 9, 9, 9])),
    1_000,
  );
  expect(inMinutes(batch?.whole)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(inMinutes(batch?.partly)).toEqual([]);
  expect(inMinutes(batch?.changed)).toEqual([]);
  expect(inMinutes(batch?.edges)).toEqual([0, 10]);
  expect(inMinutes(batch?.beside)).toEqual([-2, -1, 10, 11]);
});

it('finds due what has seen other arrivals, and nothing else', () => {
  const late = row(10, [5, 5, 7, 5, 5], [5, 5, 5, 5, 5]);
  const never = row(14, [5, 5, 5, 5, 5]);
  expect(dueOf([late, row(13, [5, 5, 5, 5, 5], [5, 5, 5, 5, 5]), never])).toEqual([late, never]);
});

it('keeps no call of a minute where a worker died after it had stitched the minute beside it', () => {
  const done = row(9, [5, 5, 5, 7, 5], [5, 5, 5, 7, 5]);
  const left = row(10, [5, 5, 7, 5, 5], [5, 5, 5, 5, 5]);
  expect(dueOf([done, left])).toEqual([{ ...left, seen: [] }]);
});

it('stitches a minute as a whole where most of its legs are new', () => {
  const most = row(10, [5, 5, 12, 5, 5], [5, 5, 5, 5, 5]);
  const half = row(13, [5, 5, 10, 5, 5], [5, 5, 5, 5, 5]);
  const none = row(16, [5, 5, 5, 50, 5], [5, 5, 5, 5, 5]);
  expect(dueOf([most, half, none])).toEqual([{ ...most, seen: [] }, half, none]);
});

it('takes so many minutes at once that their legs are about as many as one statement may read', () => {
  const batches = batchesOf(
    Array.from({ length: 6 }, (_, n) => row(n, [0, 0, 400, 0, 0])),
    1_000,
  );
  expect(batches.map(({ whole }) => inMinutes(whole))).toEqual([[0, 1, 2], [3, 4], [5]]);
});

it('counts the legs that are new to a minute', () => {
  const seen = [0, 0, 700, 0, 0];
  const batches = batchesOf([row(0, [0, 0, 1_100, 0, 0], seen), row(4, [0, 0, 1_100, 0, 0], seen)], 1_000);
  expect(batches.map(({ partly, shares }) => ({ partly: inMinutes(partly), shares }))).toEqual([
    { partly: [0, 4], shares: 1 },
  ]);
});

it('cuts a minute with more legs than one statement may read', () => {
  const batches = batchesOf([row(0, [0, 0, 3_600, 0, 0]), row(1, [0, 0, 1_400, 0, 0])], 1_000);
  expect(batches.map(({ whole, shares }) => ({ whole: inMinutes(whole), shares }))).toEqual([
    { whole: [0], shares: 4 },
    { whole: [1], shares: 1 },
  ]);
});
