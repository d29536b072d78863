import { describe, expect, it } from 'vitest';
import { busySpan } from './busy-span.ts';

/** Calls minute by minute, as they are counted. */
function histogram(calls: readonly number[]): [number[], number[]] {
  const minutes = calls.flatMap((n, minute) => (n > 0 ? [minute] : []));
  return [minutes, minutes.map((minute) => calls[minute] ?? 0)];
}
const steady = (minutes: number, calls: number) => Array.from({ length: minutes }, () => calls);
/** A call each so many minutes. */
const strays = (minutes: number, every: number) =>
  Array.from({ length: minutes }, (_, minute) => (minute % every === 0 ? 1 : 0));

describe('the busy minutes of a segment', () => {
  it('are those of its campaign, where strays call all the time', () => {
    const calls = [...strays(24, 6), ...steady(21, 8), ...strays(15, 5)];
    expect(busySpan(histogram(calls))).toEqual({ from: 24, to: 44 });
  });

  it('are all minutes with calls, where they are steady or few', () => {
    expect(busySpan(histogram(steady(60, 5)))).toEqual({ from: 0, to: 59 });
    expect(busySpan(histogram(strays(60, 7)))).toEqual({ from: 0, to: 56 });
    expect(busySpan([[17], [1]])).toEqual({ from: 17, to: 17 });
  });

  it('go on over the pauses of a dialer', () => {
    const calls = [...steady(10, 12), ...steady(8, 0), ...steady(10, 12), ...steady(8, 0), ...steady(10, 12)];
    expect(busySpan(histogram(calls))).toEqual({ from: 0, to: 45 });
  });

  it('are those of one burst, where a few calls come half an hour later', () => {
    expect(busySpan(histogram([...steady(5, 20), ...steady(30, 0), 2]))).toEqual({ from: 0, to: 4 });
  });

  it('are not known where no minutes are', () => {
    expect(busySpan([[], []])).toBeUndefined();
  });
});
