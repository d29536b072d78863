import { expect, it } from 'vitest';
import { table } from './output.ts';

it('a table may have any number of rows, and is as wide as its longest cell', () => {
  const rows = [{ name: 'a long name', calls: 1 }, ...Array(150_000).fill({ name: 'a', calls: 20 })];
  const [head, first, second] = table(rows).split('\n', 3);
  expect([head, first, second]).toEqual(['name         calls', 'a long name      1', 'a               20']);
});
