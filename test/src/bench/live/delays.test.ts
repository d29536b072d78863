import { describe, expect, it } from 'vitest';
import { firstOpened, quantile, takenBack } from './delays.ts';

const event = (campaign_id: string, at: number, status = 'open') => ({
  candidate_id: `c-${campaign_id}`,
  campaign_id,
  status,
  at,
});

describe('firstOpened', () => {
  const truth = new Map([
    ['a', 'drawn-1'],
    ['b', 'drawn-2'],
  ]);

  it('takes the first open candidate of each drawn campaign, whatever comes after it', () => {
    const events = [
      event('a', 5, 'pending'),
      event('a', 7),
      event('b', 8),
      event('a', 9),
      event('b', 10, 'withdrawn'),
    ];
    expect([...firstOpened(events, { truth, mergedInto: new Map() })]).toEqual([
      ['drawn-1', 7],
      ['drawn-2', 8],
    ]);
  });

  it('follows a campaign into the one it was merged into, in circles too', () => {
    const mergedInto = new Map([
      ['x', 'y'],
      ['y', 'a'],
      ['p', 'q'],
      ['q', 'p'],
    ]);
    expect([...firstOpened([event('p', 1), event('x', 2), event('a', 3)], { truth, mergedInto })]).toEqual([
      ['drawn-1', 2],
    ]);
  });

  it('leaves out candidates of no drawn campaign', () => {
    expect(firstOpened([event('z', 1)], { truth, mergedInto: new Map() }).size).toBe(0);
  });
});

describe('takenBack', () => {
  it('counts candidates once that were open before they were withdrawn', () => {
    const events = [event('a', 1), event('a', 2, 'withdrawn'), event('a', 3), event('a', 4, 'withdrawn')];
    expect(takenBack([...events, event('b', 5), event('c', 6, 'pending'), event('c', 7, 'withdrawn')])).toBe(
      1,
    );
  });
});

describe('quantile', () => {
  it('is one of the numbers', () => {
    const numbers = Array.from({ length: 20 }, (_, i) => 20 - i);
    expect([quantile(numbers, 0.5), quantile(numbers, 0.95), quantile(numbers, 1)]).toEqual([10, 19, 20]);
    expect([quantile([3], 0.5), quantile([3], 0.95), quantile([], 0.5)]).toEqual([3, 3, undefined]);
  });
});
