import { describe, expect, it } from 'vitest';
import { Rests } from './rests.ts';

const mb = 1024 * 1024;
function after(...bytes: number[]): Rests {
  const rests = new Rests();
  for (const some of bytes) rests.fetched(some);
  return rests;
}

describe('a rest between two fetches', () => {
  it('follows a fetch that brought little, once', () => {
    const rests = after(100, 200);
    expect([rests.isDue(1, false), rests.isDue(1, false), rests.isDue(1, false)]).toEqual([
      true,
      false,
      false,
    ]);
    rests.fetched(100);
    expect(rests.isDue(1, false)).toBe(true);
  });

  it('does not follow a fetch that brought nothing: the broker has waited', () => {
    expect(after().isDue(1, false)).toBe(false);
  });

  it('does not follow a full fetch, of whatever partitions, and full is told for each fetch anew', () => {
    const rests = after(10 * mb, 6 * mb);
    expect(rests.isDue(1, false)).toBe(false);
    rests.fetched(10 * mb);
    expect(rests.isDue(1, false)).toBe(true);
  });

  it('is left out where a topic lies behind', () => {
    expect(after(100).isDue(1, true)).toBe(false);
  });

  it('comes once for each broker, so that none keeps another one waiting', () => {
    const rests = after(100);
    expect([1, 2, 1, 2].map((broker) => rests.isDue(broker, false))).toEqual([true, true, false, false]);
  });
});
