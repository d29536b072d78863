import { describe, expect, it } from 'vitest';
import { foundBy } from './peer.ts';

const row = (campaign: string, legs: number, flagged: number, honest_numbers = 0) => ({
  campaign,
  legs,
  flagged,
  honest_numbers,
});

describe('foundBy', () => {
  it('takes a campaign for found where half of its legs are flagged, and tells honest ones apart', () => {
    expect(foundBy([row('', 100, 7, 3), row('a', 10, 5), row('b', 10, 4), row('c', 10, 10)])).toEqual({
      campaigns: 3,
      found: 2,
      honest_numbers: 3,
      honest_legs_flagged: 7,
    });
  });

  it('finds nothing in nothing', () => {
    expect(foundBy([])).toEqual({ campaigns: 0, found: 0, honest_numbers: 0, honest_legs_flagged: 0 });
  });
});
