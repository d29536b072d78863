import { describe, expect, it } from 'vitest';
import { inDigits, scaleOver, signed } from './scale.ts';

describe('a scale', () => {
  it.each([[[-4, 3]], [[-4, 4, 5.9]], [[-21.3, 3]], [[-4, 0.2, 38.7]], [[-4, 3, 250]]])(
    'over %j has a place for each, in order, and room for the numbers of its ticks',
    (sums) => {
      const { ticks, x } = scaleOver(sums, 100, 400);
      const places = sums.toSorted((a, b) => a - b).map(x);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      for (const place of places) {
        expect(place).toBeGreaterThanOrEqual(100);
        expect(place).toBeLessThanOrEqual(400);
      }
      expect(ticks.length).toBeGreaterThan(2);
      expect([ticks[0], ticks.at(-1)].map((tick) => x(tick ?? Number.NaN))).toEqual([100, 400]);
    },
  );
});

describe('numbers', () => {
  it.each([
    [-4, '\u22124.00', '\u22124.00'],
    [3, '3.00', '+3.00'],
    [0.005, '0.01', '+0.01'],
    [-0.004, '0.00', '\u22120.004'],
    [0.001, '0.00', '+0.001'],
  ])('%f', (value, plain, withSign) => {
    expect([inDigits(value, 2), signed(value)]).toEqual([plain, withSign]);
  });
});
