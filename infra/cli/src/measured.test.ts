import { expect, it } from 'vitest';
import { momentOfFigures } from './measured.ts';

it('reads figures of now as of a moment behind their measurement, and measures nothing for an earlier one', async () => {
  const clock = { now: Date.parse('2026-03-04T12:00:00Z') };
  const measure = async () => {
    clock.now += 60_000;
  };
  const now = () => clock.now;
  expect(await momentOfFigures(undefined, measure, now)).toBe(Date.parse('2026-03-04T12:01:00Z'));
  expect(await momentOfFigures('2026-03-01', measure, now)).toBe(Date.parse('2026-03-01T00:00:00Z'));
  expect(clock.now).toBe(Date.parse('2026-03-04T12:01:00Z'));
});
