import { describe, expect, it } from 'vitest';
import { callerSample, numbersOf } from './number-sample.ts';

/** Hashes of so many numbers, evenly spread, the smallest ones. */
const sampleOf = (numbers: number) =>
  Array.from({ length: Math.min(numbers, callerSample) }, (_, i) =>
    Math.floor(((i + 1) * 2 ** 32) / numbers),
  );

describe('numbers of a sample', () => {
  it.each([0, 1, callerSample - 1])('are %d where the sample is not full', (numbers) => {
    expect(numbersOf(sampleOf(numbers))).toBe(numbers);
  });

  it('are estimated from the largest hash of a full one', () => {
    expect(numbersOf(sampleOf(6_400))).toBe(6_300);
  });
});
