import { describe, expect, it } from 'vitest';
import { foreignCaller } from './foreign-caller.ts';

describe('10 digits on a call from abroad', () => {
  it.each([
    ['9876543210', 'IN', 919876543210],
    ['5512345678', 'MX', 525512345678],
    ['sip:5512345678@gw', 'MX', 525512345678],
    ['(551) 234-5678', 'MX', 525512345678],
    ['2025550123', 'FR', 0],
    ['+5512345678', 'MX', 0],
    ['15512345678', 'MX', 0],
    ['5512345678', 'US', 0],
    ['4165550123', 'CA', 0],
    ['5512345678', 'XX', 0],
    ['55123****8901', 'MX', 0],
    ['anonymous', 'MX', 0],
  ])('%s from %s: %d', (raw, country, number) => {
    expect(foreignCaller(raw, country, 13_105_550_123)).toBe(number);
  });

  it("are a neighbor's number where they are of the called party's exchange", () => {
    expect(foreignCaller('5512345678', 'MX', 15_512_340_001)).toBe(0);
    expect(foreignCaller('5512345678', 'MX', 15_512_350_001)).toBe(525_512_345_678);
    expect(foreignCaller('5512345678', 'MX', 525_512_340_001)).toBe(525_512_345_678);
  });
});
