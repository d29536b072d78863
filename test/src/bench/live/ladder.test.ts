import { describe, expect, it } from 'vitest';
import { highestSustained, nextRate, type Rung } from './ladder.ts';

/** The rates that are tried where a machine sustains so many a second. */
function climbed(most: number, told?: readonly number[]): Rung[] {
  const tried: Rung[] = [];
  for (let rate = nextRate(tried, told); rate !== undefined; rate = nextRate(tried, told))
    tried.push({ rate, sustained: rate <= most });
  return tried;
}
const rates = (most: number) => climbed(most).map(({ rate }) => rate);

describe('nextRate', () => {
  it('doubles until a rate is too high', () => {
    expect(rates(1_500)).toEqual([500, 1_000, 2_000]);
  });

  it('halves where the first one is too high, until one is not', () => {
    expect(rates(130)).toEqual([500, 250, 125]);
  });

  it('ends where nothing is sustained, and where everything is', () => {
    expect(rates(0)).toEqual([500, 250, 125, 63, 32]);
    expect(rates(1e9).at(-1)).toBe(512_000);
  });

  it('tries told rates one after another, whatever comes of them', () => {
    expect(climbed(15, [10, 20, 30]).map(({ rate }) => rate)).toEqual([10, 20, 30]);
  });
});

describe('highestSustained', () => {
  it('is the highest rate that was sustained', () => {
    expect([climbed(1_500), climbed(130), climbed(0)].map(highestSustained)).toEqual([1_000, 125, 0]);
  });
});
