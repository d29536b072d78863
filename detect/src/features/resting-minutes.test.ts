import { expect, it } from 'vitest';
import type { MinuteSeen } from './minutes-due.ts';
import { dueOf } from './minutes-due.ts';
import { RestingMinutes } from './resting-minutes.ts';

const many = 100_000;
/** Ten minutes with many legs each. `late` legs have come for the fifth since all were stitched. */
function minutesWith(late: number, seen: (minute: number) => number = () => many): MinuteSeen[] {
  const legs = (minute: number, count: number) => (minute === 5 ? count + late : count);
  return Array.from({ length: 10 }, (_, n) => {
    const around = [n - 2, n - 1, n, n + 1, n + 2];
    return {
      minute: 60 * n,
      build: 1,
      arrived: around.map((minute) => legs(minute, many)),
      seen: around.map(seen),
    };
  });
}
/** A worker that has looked before, at 0 s. */
function worker() {
  const resting = new RestingMinutes();
  resting.look(minutesWith(0), 0);
  return resting;
}

it('stitches all minutes as if the late legs of one had not arrived, and tells of these legs', () => {
  const { known, left } = worker().look(minutesWith(100), 20_000);
  expect(left).toEqual([{ minute: 300, cdrs: 100 }]);
  expect(dueOf(known)).toEqual([]);
});

it('stitches the minute, and those within reach of it, once the legs have waited for long enough', () => {
  const resting = worker();
  resting.look(minutesWith(2_000), 100_000);
  const { known, left } = resting.look(minutesWith(2_100), 300_000);
  expect(left).toEqual([]);
  expect(dueOf(known).map(({ minute }) => minute / 60)).toEqual([3, 4, 5, 6, 7]);
});

it('stitches it at once where many have come, and where nothing else comes', () => {
  expect(worker().look(minutesWith(50_000), 20_000).left).toEqual([]);
  const resting = worker();
  resting.look(minutesWith(100), 20_000);
  expect(resting.look(minutesWith(100), 30_000).left).toEqual([]);
});

it('lets no minute rest that minutes nearby have seen otherwise: a worker died between them', () => {
  const halfDone = minutesWith(100).map((row) => (row.minute === 240 ? { ...row, seen: row.arrived } : row));
  expect(worker().look(halfDone, 20_000).left).toEqual([]);
});

it('lets no minute rest that was never stitched', () => {
  const never = minutesWith(100).map((row) => (row.minute === 300 ? { ...row, seen: [] } : row));
  expect(worker().look(never, 3_000).left).toEqual([]);
});
