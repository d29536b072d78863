import { expect, it } from 'vitest';
import { longFirst } from './long-first.ts';

it('begins with the files that take long by their nature, and keeps the order among them and among the others', () => {
  const files = ['b.test.ts', 'z.long.test.ts', 'a.test.ts', 'long.test.ts', 'c.long.test.ts'];
  expect(longFirst(files.map((moduleId) => ({ moduleId }))).map(({ moduleId }) => moduleId)).toEqual([
    'z.long.test.ts',
    'c.long.test.ts',
    'b.test.ts',
    'a.test.ts',
    'long.test.ts',
  ]);
});
