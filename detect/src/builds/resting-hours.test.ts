import { hourS, minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { RestingHours } from './resting-hours.ts';

const beside = (arrivals: number) => ({ hour: hourS, arrivals, is_beside: true });

it('lets no hour rest of which arrivals of its own are not judged', () => {
  expect(new RestingHours().look([{ hour: hourS, arrivals: 5, is_beside: false }], 0)).toEqual([]);
});

it('lets an hour rest while arrivals keep coming beside it', () => {
  const hours = new RestingHours();
  expect(hours.look([beside(5)], 0)).toEqual([hourS]);
  expect(hours.look([beside(6)], minuteMs)).toEqual([hourS]);
  expect(hours.look([beside(6)], 2 * minuteMs)).toEqual([]);
});

it('lets it rest for ten minutes at most, and again once it was judged', () => {
  const hours = new RestingHours();
  for (let minute = 0; minute < 10; minute += 1)
    expect(hours.look([beside(minute)], minute * minuteMs)).toEqual([hourS]);
  expect(hours.look([beside(10)], 10 * minuteMs)).toEqual([]);
  expect(hours.look([beside(11)], 11 * minuteMs)).toEqual([hourS]);
  expect(hours.look([beside(12)], 20 * minuteMs)).toEqual([hourS]);
});
