import { expect, it } from 'vitest';
import { restMs } from './rest.ts';

it('rests three times as long as a round took, but never so briefly that rounds cost more than arrivals', () => {
  expect(restMs(5_000)).toBe(15_000);
  expect(restMs(10)).toBe(12_000);
});

it('leaves time for a candidate to open within a minute, where rounds are short enough for that', () => {
  expect(restMs(11_000)).toBe(30_000);
  expect(restMs(18_000)).toBe(19_000);
  expect(restMs(24_000)).toBe(7_000);
});

it('hardly rests where rounds take so long that a minute has no time for it', () => {
  expect(restMs(27_500)).toBe(1_000);
  expect(restMs(600_000)).toBe(1_000);
});
