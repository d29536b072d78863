import { describe, expect, it } from 'vitest';
import { halvesOf, type Sample, toleranceMs } from './bounded.ts';

const secondsOf = (lagAt: (second: number) => number): Sample[] =>
  Array.from({ length: 121 }, (_, second) => ({ at: 1_000 * second, lag: 1_000 * lagAt(second) }));
const judged = (lagAt: (second: number) => number) => halvesOf(secondsOf(lagAt), 0, 120_000);

describe('halvesOf', () => {
  it('takes a lag that falls at the end of each round for bounded, wherever it stands in the end', () => {
    expect(judged((second) => second % 31)).toEqual({
      firstHalf: 30_000,
      secondHalf: 30_000,
      isBounded: true,
    });
  });

  it('takes a lag that grows all the time for unbounded', () => {
    expect(judged((second) => second)).toMatchObject({ firstHalf: 60_000, isBounded: false });
  });

  it('lets a lag grow by the tolerance, and no more', () => {
    const grownBy = (s: number) => judged((second) => (second <= 60 ? 5 : 5 + s)).isBounded;
    expect([toleranceMs / 1_000, toleranceMs / 1_000 + 1].map(grownBy)).toEqual([true, false]);
  });

  it('leaves out what was seen before the start and after the end', () => {
    expect(
      halvesOf([{ at: 5, lag: 1e9 }, ...secondsOf(() => 1), { at: 130_000, lag: 1e9 }], 10, 120_000)
        .isBounded,
    ).toBe(true);
  });
});
