import { expect, it } from 'vitest';
import { leg } from './leg.fixture.ts';
import { leastOf } from './leg.ts';

it('the least value is found among any number of legs', () => {
  const [one, late] = [leg('a a b', 7), leg('b a b', 9)];
  expect(leastOf([late, one], ({ start_ms }) => start_ms)).toBe(7);
  expect(leastOf(Array(200_000).fill(late), ({ start_ms }) => start_ms)).toBe(9);
});
