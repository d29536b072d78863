import { expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

it('rows without a key come last, and equal ones keep their order', () => {
  const rows = [
    { name: 'a', n: 1 },
    { name: 'b', n: null },
    { name: 'c', n: 3 },
    { name: 'd', n: 1 },
  ];
  const names = (descending: boolean) => inOrder(rows, ({ n }) => n, descending).map(({ name }) => name);
  expect(names(false)).toEqual(['a', 'd', 'c', 'b']);
  expect(names(true)).toEqual(['c', 'a', 'd', 'b']);
});
