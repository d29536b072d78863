import { expect, it } from 'vitest';
import { percent, percentBeside } from './percent.ts';

it.each([
  [0, '0%'],
  [0.0004, 'less than 0.1%'],
  [0.004, '0.4%'],
  [0.04, '4.0%'],
  [0.404, '40%'],
  [0.994, '99%'],
  [0.996, '99.6%'],
  [0.9996, 'more than 99.9%'],
  [1, '100%'],
])('%d is told as %s', (share, told) => expect(percent(share)).toBe(told));

it('a share and the usual one read alike only where they are', () => {
  expect(percentBeside(0.399, 0.4)).toBe('39.9%');
  expect(percentBeside(0.4, 0.4)).toBe('40%');
  expect(percentBeside(0.31, 0.4)).toBe('31%');
});
