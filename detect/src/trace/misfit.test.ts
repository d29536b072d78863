import { describe, expect, it } from 'vitest';
import { clocksOf, unknownClocks } from './clocks.ts';
import { leg } from './leg.fixture.ts';
import type { Leg } from './leg.ts';
import { isNear, lateness, misfit } from './misfit.ts';

const a = leg('a a b');
const b = (more: Partial<Leg> = {}) => leg('b a b', 150, more);
const clocks = clocksOf([{ a: 'a', b: 'b', ms: 4_000, calls: 1 }]);

describe('two legs of one call', () => {
  it('start a hop apart, by clocks that may be compared', () => {
    expect(lateness(a, b(), unknownClocks)).toBe(0);
    expect(lateness(a, b({ start_ms: 4_250 }), clocks)).toBe(100);
  });

  it('are near within 5 s where the clocks are known, else within what clocks may differ by', () => {
    expect(isNear(a, b({ start_ms: 9_150 }), clocks)).toBe(true);
    expect(isNear(a, b({ start_ms: 9_151 }), clocks)).toBe(false);
    expect(isNear(a, b({ start_ms: 21_150 }), unknownClocks)).toBe(true);
    expect(isNear(a, b({ start_ms: 21_151 }), unknownClocks)).toBe(false);
  });
});

describe('misfit', () => {
  it('is the difference of talk times in seconds, and less with the same origid', () => {
    expect(misfit(a, b(), 'time')).toBe(0);
    expect(misfit(a, b({ talk_ms: 31_500 }), 'time')).toBe(1.5);
    expect(misfit({ ...a, origid: 'o' }, b({ origid: 'o' }), 'time')).toBe(-1);
  });

  it('has no value for other callers, but by the same origid', () => {
    const other = { calling_number: 12_025_550_101 };
    expect(misfit(a, b(other), 'agreed')).toBeUndefined();
    expect(misfit({ ...a, origid: 'o' }, b({ ...other, origid: 'o' }), 'agreed')).toBe(-1);
  });

  it('has a value for a withheld caller only where something else shows that it is one call', () => {
    const withheld = { calling_number: 0 };
    expect(misfit(a, b(withheld), 'time')).toBe(2);
    expect(misfit(a, b({ ...withheld, talk_ms: 50_000 }), 'time')).toBeUndefined();
    expect(misfit(a, b({ ...withheld, talk_ms: 50_000 }), 'agreed')).toBe(10);
    expect(misfit(a, b({ ...withheld, talk_ms: null }), 'named')).toBe(5);
    expect(misfit(a, b({ ...withheld, talk_ms: null }), 'time')).toBeUndefined();
  });

  it('has no value for other origids or unlike endings, unless each leg names the other', () => {
    expect(misfit({ ...a, origid: 'o' }, b({ origid: 'p' }), 'named')).toBeUndefined();
    expect(misfit({ ...a, origid: 'o' }, b({ origid: 'p' }), 'agreed')).toBe(5);
    expect(misfit(a, b({ talk_ms: 50_000 }), 'named')).toBeUndefined();
    expect(misfit(a, b({ talk_ms: 50_000 }), 'agreed')).toBe(8);
  });

  it('lets a route fail below an answered leg, and nothing be answered below one that was not', () => {
    expect(misfit(a, b({ talk_ms: null }), 'named')).toBe(3);
    expect(misfit({ ...a, talk_ms: null }, b(), 'named')).toBeUndefined();
  });

  it('of two unanswered legs is how unlike they were held and refused', () => {
    const refused = { talk_ms: null, sip_code: 486, hold_ms: 4_000 };
    expect(misfit({ ...a, ...refused }, b(refused), 'named')).toBe(0);
    expect(misfit({ ...a, ...refused }, b({ ...refused, hold_ms: 6_000, sip_code: 503 }), 'named')).toBe(3);
    expect(misfit({ ...a, ...refused }, b({ ...refused, hold_ms: 60_000 }), 'named')).toBe(5);
  });
});
