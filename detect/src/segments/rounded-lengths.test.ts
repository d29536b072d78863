import { expect, it } from 'vitest';
import { binOf } from '../features/outcome.ts';
import { histogramOf } from './excess.ts';
import { withoutRounded } from './rounded-lengths.ts';

/** Answered calls of some lengths in seconds, by the second and by bins of two seconds. */
function left(lengths: Readonly<Record<number, number>>) {
  const seconds = Object.keys(lengths).map(Number);
  const calls = Object.values(lengths);
  const bins = new Map<number, number>();
  for (const [i, second] of seconds.entries()) {
    const bin = binOf(second);
    bins.set(bin, (bins.get(bin) ?? 0) + (calls[i] ?? 0));
  }
  const histogram = histogramOf([...bins.keys()], [...bins.values()]);
  const rest = withoutRounded(histogram, [seconds, calls]);
  return rest.reduce((sum, count) => sum + count, 0);
}

it('calls that were rounded up to six seconds have no length', () => {
  expect(left({ 6: 40, 12: 30, 18: 20, 24: 10 })).toBe(0);
});

it('of mixed calls, those that nobody rounded are left', () => {
  expect(left({ 5: 2, 6: 40, 7: 2, 11: 3, 12: 30, 13: 3, 20: 5 })).toBe(2 + 2 + 2 + 3 + 3 + 3 + 5);
});

it('calls that were rounded up to a minute have no length', () => {
  expect(left({ 30: 4, 60: 200, 61: 3 })).toBe(4 + 1.5 + 3);
});

it('a recording has one length, and keeps it', () => {
  expect(left({ 24: 200 })).toBe(200);
  expect(left({ 3: 20, 23: 60, 24: 90, 25: 20 })).toBe(190);
  expect(left({ 59: 20, 60: 90, 61: 60 })).toBe(170);
  expect(left({ 60: 90, 61: 50 })).toBe(140);
});

it('a few calls of one length are chance', () => {
  expect(left({ 6: 4, 12: 4, 18: 4 })).toBe(12);
});
