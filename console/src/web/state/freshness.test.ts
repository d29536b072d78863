import { describe, expect, it } from 'vitest';
import { freshnessText } from './freshness.ts';

describe('freshness', () => {
  it.each([
    [true, undefined, 'live'],
    [true, 300, 'live, refreshed just now'],
    [true, 5_900, 'live, refreshed 5 s ago'],
    [true, -200, 'live, refreshed just now'],
    [false, undefined, 'paused'],
    [false, 90_000, 'paused, as of 1 min 30 s ago'],
    [false, 725_000, 'paused, as of 12 min ago'],
  ])('of a page that is live (%s) and %s ms old', (live, age, text) => {
    expect(freshnessText(live, age)).toBe(text);
  });

  it('is never called live while the console does not answer', () => {
    expect(freshnessText(true, 18_000, true)).toBe('not refreshed: no answer, as of 18 s ago');
    expect(freshnessText(true, undefined, true)).toBe('no answer');
  });
});
