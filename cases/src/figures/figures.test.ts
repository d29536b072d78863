import { describe, expect, it } from 'vitest';
import { wilson } from './interval.ts';
import { inWords, momentInWords, shareInWords } from './words.ts';

describe("Wilson's bounds", () => {
  // Values of Newcombe 1998, table I, method 3: 81/263, 15/148, 0/20, 1/29.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i are those published', (part, whole, low, high) => {
    const bounds = wilson(part, whole);
    expect(bounds?.low).toBeCloseTo(low, 4);
    expect(bounds?.high).toBeCloseTo(high, 4);
  });

  it('are mirrored, within 0 and 1, and there are none for nothing', () => {
    expect(wilson(20, 20)?.high).toBe(1);
    expect(wilson(20, 20)?.low).toBeCloseTo(1 - 0.1611, 4);
    expect(wilson(0, 0)).toBeUndefined();
  });
});

describe('figures in words', () => {
  it('never say NaN', () => {
    expect(shareInWords(0, 0)).toBe('none');
    expect(inWords(null)).toBe('none');
  });

  it('have counts, share and bounds', () => {
    expect(shareInWords(81, 263)).toBe('81 of 263 (30.8 %; 25.5 % to 36.6 %)');
    expect(shareInWords(2, 2)).toBe('2 of 2 (100 %; 34.2 % to 100 %)');
    expect(inWords(1_234_567)).toBe('1,234,567');
    expect(inWords(4.25, 1)).toBe('4.3');
  });

  it('name moments in UTC', () => {
    expect(momentInWords(Date.parse('2026-03-02T15:04:59Z'))).toBe('2026-03-02 15:04 UTC');
  });
});
