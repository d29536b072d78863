import { expect, it } from 'vitest';
import { isInMinutes, minutesIn, minutesOf } from './span.ts';

it('touches every minute from its first moment to its last', () => {
  expect(minutesIn({ from: 59_999, to: 120_000 })).toEqual([0, 60, 120]);
  expect(minutesIn({ from: 60_000, to: 119_999 })).toEqual([60]);
});

it('has every moment of the minutes that it touches', () => {
  const span = { from: 90_000, to: 130_000 };
  expect([59_999, 60_000, 179_999, 180_000].map((ms) => isInMinutes(span, ms))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

it('several spans list their minutes only where not all between count', () => {
  const at = (minute: number) => ({ from: minute * 60_000, to: minute * 60_000 });
  expect(minutesOf([at(2), at(1), at(2)])).toEqual({ first: 60, last: 120, minutes: [] });
  expect(minutesOf([at(3), at(1)])).toEqual({ first: 60, last: 180, minutes: [60, 180] });
  expect(minutesOf([])).toEqual({ first: 0, last: 0, minutes: [] });
});
