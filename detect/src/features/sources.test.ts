import { describe, expect, it } from 'vitest';
import { areaOf, claimedOf, exchangeOf, origidOf } from './sources.ts';

describe('the key of a source', () => {
  it('tells the provider, and what tells its customers apart', () => {
    expect(claimedOf('upstream|p1')).toBe('p1');
    expect(claimedOf('upstream|p1|area 1212')).toBe('p1');
    expect(claimedOf('unknown|p1|t')).toBe('');
    expect(areaOf('upstream|p1|area 1212')).toBe('1212');
    expect(exchangeOf('upstream|p1|exchange 1212555')).toBe('1212555');
  });

  it('takes marks in the text of a feed for text', () => {
    const key = 'upstream|p1|origid x|area 212';
    expect(origidOf(key)).toBe('x|area 212');
    expect(areaOf(key)).toBeUndefined();
    expect(claimedOf(key)).toBe('p1');
    expect(areaOf('customer|p1|c|area 212')).toBeUndefined();
  });
});
