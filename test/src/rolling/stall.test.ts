import { expect, it } from 'vitest';
import { longestStall, watchStall } from './stall.ts';

const looksAt = (...counts: number[]) => counts.map((count, i) => ({ at: 100 * i, count }));

it('a stall is the time between two growths of a count', () => {
  expect(longestStall(looksAt(0, 1, 1, 1, 2, 3, 3, 4))).toBe(300);
});

it('what comes before the first growth and after the last is none', () => {
  expect(longestStall(looksAt(0, 0, 0, 0, 1, 2, 2, 2, 2, 2))).toBe(100);
  expect(longestStall(looksAt(5, 5, 5))).toBe(0);
  expect(longestStall([])).toBe(0);
});

it('looks that fail are left out', async () => {
  let asked = 0;
  const watch = watchStall(async () => {
    asked += 1;
    if (asked % 2 === 0) throw new Error('the store does not answer');
    return asked;
  });
  while (asked < 6) await new Promise((resolve) => setImmediate(resolve));
  expect(await watch.end()).toBeGreaterThan(0);
});
