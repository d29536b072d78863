import { minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { clocksAround } from './clock-windows.ts';
import type { ClockSample } from './source.ts';
import type { Span } from './span.ts';

const hour = Date.UTC(2026, 3, 7, 14);

/** Has so many legs in each minute. By a sample, b's clock is as many ms ahead as the sample has minutes. */
function sourceOf(perMinute: (minute: number) => number) {
  const sampled: ClockSample[] = [];
  const minutesOf = ({ from, to }: Span) => (to + 1 - from) / minuteMs;
  return {
    sampled,
    legsIn: async (spans: readonly Span[]) =>
      spans.map((span) =>
        Array.from({ length: minutesOf(span) }, (_, i) => perMinute(span.from + i * minuteMs)).reduce(
          (sum, legs) => sum + legs,
        ),
      ),
    clockDifferences: async (samples: readonly ClockSample[]) => {
      sampled.push(...samples);
      return samples.map(({ span }) => [{ a: 'a', b: 'b', ms: minutesOf(span), calls: 1 }]);
    },
  };
}
const aheadAt = async (perMinute: (minute: number) => number, times: readonly number[]) => {
  const clocksAt = await clocksAround(sourceOf(perMinute), times);
  return times.map((time) => clocksAt(time).ahead('a', 'b'));
};

it.each([
  ['the minute', 50_000, 1],
  ['six minutes', 49_999, 6],
  ['the hour', 8_000, 60],
  ['the hour and those beside it', 800, 180],
  ['no more than these', 0, 180],
])('the smallest window with enough legs shows the clocks: %s', async (_, legs, minutes) => {
  expect(await aheadAt(() => legs, [hour + 25 * minuteMs + 1])).toEqual([minutes]);
});

it('reads a window once for all moments in it, and a part of the called numbers where it has many legs', async () => {
  const source = sourceOf(() => 450_000);
  await clocksAround(source, [hour, hour + minuteMs - 1, hour + minuteMs, hour]);
  expect(source.sampled).toEqual(
    [hour, hour + minuteMs].map((from) => ({ span: { from, to: from + minuteMs - 1 }, every: 8 })),
  );
});

it('asks nothing without moments', async () => {
  const source = sourceOf(() => 0);
  const clocksAt = await clocksAround(source, []);
  expect(source.sampled).toEqual([]);
  expect(clocksAt(hour).ahead('a', 'b')).toBeUndefined();
});

it('a moment has the same clocks whatever else is asked, where traffic is dense and where it is thin', async () => {
  const perMinute = (minute: number) => (minute % (7 * minuteMs) === 0 ? 60_000 : 5_000);
  const times = Array.from({ length: 90 }, (_, i) => hour + i * minuteMs);
  const alone: (number | undefined)[] = [];
  for (const time of times) alone.push(...(await aheadAt(perMinute, [time])));
  expect(await aheadAt(perMinute, times)).toEqual(alone);
  expect(new Set(alone).size).toBeGreaterThan(2);
});
