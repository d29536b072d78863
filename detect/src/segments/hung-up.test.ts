import { expect, it } from 'vitest';
import { thresholds } from '../thresholds.ts';
import { baselineOf } from './baseline.ts';
import { hungUpOn } from './hung-up.ts';

const baseline = baselineOf([], []);
const said = (short: number, answered: number) => hungUpOn({ short, answered }, baseline)?.contribution;

it('says nothing of fewer than ten answered calls', () => {
  expect(said(9, 9)).toBeUndefined();
  expect(said(9, 10)).toBeGreaterThan(0);
});

it('says more the more calls show the same share, since chance explains less', () => {
  const [few = 0, many = 0] = [said(4, 16), said(400, 1_600)];
  expect(few).toBe(0);
  expect(many).toBeGreaterThan(0.5);
});

it('never speaks for the caller, and never says more than its most', () => {
  expect(said(0, 1_000)).toBe(0);
  expect(said(1_000, 1_000)).toBe(thresholds.hungUpLogOdds);
});

it('is held against the ordinary calls of the hour, where they are short themselves', () => {
  const short = baselineOf([2], [100_000]);
  const read = hungUpOn({ short: 600, answered: 1_000 }, short);
  expect(read?.baseline).toBeCloseTo(1, 1);
  expect(read?.contribution).toBe(0);
});
