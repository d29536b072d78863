import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Interval } from './interval.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

it('is due once its time has passed, until it is done', () => {
  const interval = new Interval(1_000);
  vi.advanceTimersByTime(999);
  expect(interval.isDue()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(interval.isDue()).toBe(true);
  vi.advanceTimersByTime(5_000);
  expect(interval.isDue()).toBe(true);
  interval.done();
  expect(interval.isDue()).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(interval.isDue()).toBe(true);
});
