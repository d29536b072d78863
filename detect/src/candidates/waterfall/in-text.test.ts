import { expect, it } from 'vitest';
import { signal } from '../evidence.fixture.ts';
import { waterfallData } from './data.ts';
import { waterfallInText } from './in-text.ts';

const lines = (...signals: Parameters<typeof waterfallData>[0]) =>
  waterfallInText(waterfallData(signals, 0.97));
/** Where a row's bar of this ink begins and ends. */
const bar = (row: string | undefined, ink: string) => [row?.indexOf(ink, 30), row?.lastIndexOf(ink)];

it('begins each bar where the one before it ends', () => {
  const [, before, raising, lowering, sum] = lines(signal('one_ring', 8), signal('call_backs', -1));
  const [[, start], [from, to], [left, right], [end]] = [
    bar(before, '|'),
    bar(raising, '+'),
    bar(lowering, '-'),
    bar(sum, '|'),
  ];
  expect(from).toBe(start);
  expect(right).toBe(to);
  expect(end).toBe(left);
  expect(left).toBeLessThan(right ?? 0);
});

it('shows contributions, sum and the sum that is needed', () => {
  const [title, before, raising, lowering, sum] = lines(signal('one_ring', 8), signal('call_backs', -1));
  expect(title).toMatch(/^How the signals add up, in log-odds \(: = the 2\.00 that is needed\):$/);
  expect(before).toMatch(/^ {2}before any signal +−4\.00 {2}\|/);
  expect(raising).toMatch(/^ {2}one_ring +\+8\.00 /);
  expect(lowering).toMatch(/^ {2}call_backs +−1\.00 /);
  expect(sum).toMatch(/^ {2}sum +3\.00 /);
});

it('shows a candidate without signals, and one whose sum stays below what is needed', () => {
  const [, before, sum, ...checks] = lines();
  expect(before).toMatch(/−4\.00 {2}\| +:$/);
  expect(sum).toMatch(/−4\.00 {2}\| +:$/);
  expect(checks[0]).toMatch(/^ {2}Not reached: /);
});
