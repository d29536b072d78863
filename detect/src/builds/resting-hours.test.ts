import { hourS, minuteMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { RestingHours } from './resting-hours.ts';

const beside = (arrivals: number) => ({
  hour: hourS,
  arrivals,
  own_arrivals: 5,
  own_seen: 5,
});
const ofOwn = (hours: number, own_arrivals: number, own_seen: number) => ({
  hour: hours * hourS,
  arrivals: own_arrivals,
  own_arrivals,
  own_seen,
});

it('lets no hour rest of which arrivals of its own are not judged', () => {
  expect(new RestingHours().look([ofOwn(1, 5, 0)], 0)).toEqual([]);
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

it('lets an hour rest that is over, while few of its legs come late, and never the newest hour', () => {
  const hours = new RestingHours();
  const millions = (more: number, seen = 2_000_000) => [
    ofOwn(1, 2_000_000 + more, seen),
    ofOwn(2, 3_000_000 + more, 2_000_000),
  ];
  expect(hours.look(millions(0, 1_999_999), 0)).toEqual([]);
  expect(hours.look(millions(1_000), minuteMs)).toEqual([hourS]);
  expect(hours.look(millions(2_000), 2 * minuteMs)).toEqual([hourS]);
  expect(hours.look(millions(40_000), 3 * minuteMs)).toEqual([]);
});
