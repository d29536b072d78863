import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { linkableFrom } from './memory-source.fixture.ts';

/** Eight calls in each of the minutes 20 to 39, and strays before and after. */
const minutes: [number[], number[]] = [
  [1, 9, ...Array.from({ length: 20 }, (_, i) => 20 + i), 52, 58],
  [1, 1, ...Array.from({ length: 20 }, () => 8), 1, 1],
];
const hour = (counted: Parameters<typeof linkableFrom>[1]) =>
  linkableFrom(5, { first_ms: 5 * hourMs + minuteMs, last_ms: 5 * hourMs + 58 * minuteMs, ...counted });

it('lasts as long as its calls are dense', () => {
  expect(hour({ features: { minutes } })).toMatchObject({
    first_ms: 5 * hourMs + 20 * minuteMs,
    last_ms: 5 * hourMs + 40 * minuteMs,
  });
});

it('lasts from its first to its last call where another release counted no minutes', () => {
  expect(hour({ features: { minutes: [[], []] } })).toMatchObject({
    first_ms: 5 * hourMs + minuteMs,
    last_ms: 5 * hourMs + 58 * minuteMs,
  });
});

it('does not go on where only strays do', () => {
  expect(hour({ features: { minutes, goes_on: true } }).goesOn).toBe(false);
  expect(hour({ features: { minutes: [[], []], goes_on: true } }).goesOn).toBe(true);
});
