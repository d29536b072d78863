import { describe, expect, it } from 'vitest';
import { givenNumber } from './given-number.ts';

describe('a number as people write it', () => {
  it.each([
    ['+1 (202) 555-0123', 12_025_550_123],
    ['1-202-555-0123', 12_025_550_123],
    ['202.555.0123', 12_025_550_123],
    ['2025550123', 12_025_550_123],
    ['tel:+12025550123', 12_025_550_123],
    ['sip:+12025550123@host;user=phone', 12_025_550_123],
    ['+44 20 7946 0958', 442_079_460_958],
    ['011 44 20 7946 0958', 442_079_460_958],
  ])('%s is one number', (text, number) => {
    expect(givenNumber(text)).toEqual({ kind: 'whole', number });
  });

  it.each([
    ['1202555', '1202555', 12_025_550_000, 12_025_559_999],
    ['202-555', '1202555', 12_025_550_000, 12_025_559_999],
    ['(202)', '1202', 12_020_000_000, 12_029_999_999],
    ['+1 202 555 012', '1202555012', 12_025_550_120, 12_025_550_129],
    ['1202555xxxx', '1202555', 12_025_550_000, 12_025_559_999],
    ['+1202555*', '1202555', 12_025_550_000, 12_025_559_999],
  ])('%s is the beginning of numbers', (text, digits, from, to) => {
    expect(givenNumber(text)).toEqual({ kind: 'prefix', digits, from, to });
  });

  it.each(['withheld', 'Anonymous', '0'])('%s is a withheld number', (text) => {
    expect(givenNumber(text)).toEqual({ kind: 'withheld' });
  });

  it.each([
    ['front desk', 'no telephone number'],
    ['12', 'at least 3 digits'],
    ['+1', 'at least 3 digits'],
    ['12025550123456789', 'up to 15 digits'],
    ['+4420*', 'North American numbers only'],
    ["1' OR 1=1", 'no telephone number'],
  ])('%s is refused, with the way out', (text, reason) => {
    expect(() => givenNumber(text)).toThrow(reason);
  });
});
