import { describe, expect, it } from 'vitest';
import { callerSample } from '../features/number-sample.ts';
import { heardFor } from './linkage.fixture.ts';
import { isFromFewExchanges, sharedNumbers } from './shared-numbers.ts';

const upTo = (from: number, to: number, step = 1) =>
  Array.from({ length: (to - from) / step }, (_, i) => from + i * step);
const shown = (callers: readonly number[], exchanges: readonly number[] = callers) =>
  heardFor(20, { callers, exchanges });

describe('shared numbers', () => {
  it('are a share of whoever has more', () => {
    expect(sharedNumbers(shown(upTo(0, 10)), shown(upTo(0, 40)))).toBe(0.25);
    expect(sharedNumbers(shown(upTo(0, 40)), shown(upTo(0, 10)))).toBe(0.25);
  });

  it('of a full sample count as a share of it, whatever the other holds beyond its end', () => {
    const full = shown(upTo(0, callerSample));
    expect(sharedNumbers(full, shown(upTo(0, 64, 2)))).toBe(0.5);
    expect(sharedNumbers(full, shown(upTo(0, 128, 2)))).toBe(0.5);
    const beyond = [...upTo(0, 32), ...upTo(1_000, 1_031)];
    expect(sharedNumbers(full, shown(beyond))).toBe(0.5);
    expect(sharedNumbers(shown(upTo(0, 63)), shown(beyond))).toBeCloseTo(32 / 63);
  });

  it('are none where nobody shows any', () => {
    expect(sharedNumbers(shown([]), shown([]))).toBe(0);
    expect(sharedNumbers(shown([1, 2, 3]), shown([]))).toBe(0);
  });

  it('count by exchange where both take their numbers from few', () => {
    const pool = (from: number, exchanges: readonly number[]) => shown(upTo(from, from + 20), exchanges);
    expect(sharedNumbers(pool(0, [1, 2]), pool(100, [2, 3]))).toBe(0.5);
    expect(sharedNumbers(pool(0, [1, 2]), pool(100, [2, 3, 4]))).toBe(0);
    expect(isFromFewExchanges(pool(0, [1, 2]))).toBe(true);
    expect(isFromFewExchanges(pool(0, [1, 2, 3]))).toBe(false);
  });
});
