import { expect, it } from 'vitest';
import { withSuccessors } from './keepers.ts';

it('a case keeps what its campaign became part of, also where a circle was written', () => {
  const merged = new Map([
    ['c-1', 'c-2'],
    ['c-2', 'c-3'],
    ['c-8', 'c-9'],
    ['c-9', 'c-8'],
  ]);
  expect(withSuccessors('c-1', merged)).toEqual(['c-1', 'c-2', 'c-3']);
  expect(withSuccessors('c-3', merged)).toEqual(['c-3']);
  expect(withSuccessors('c-8', merged)).toEqual(['c-8', 'c-9']);
});
