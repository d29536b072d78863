import { expect, it } from 'vitest';
import { longFirst } from './long-first.ts';

it('begins with the files that take long, then those of installations, and keeps the order within each part', () => {
  const files = [
    'test/src/detect/b.test.ts',
    'test/src/producers/p.test.ts',
    'test/src/detect/z.long.test.ts',
    'test/src/detect/a.test.ts',
    'test/src/e2e/e.test.ts',
    'test/src/detect/long.test.ts',
    'test/src/e2e/c.long.test.ts',
  ];
  expect(longFirst(files.map((moduleId) => ({ moduleId }))).map(({ moduleId }) => moduleId)).toEqual([
    'test/src/detect/z.long.test.ts',
    'test/src/e2e/c.long.test.ts',
    'test/src/producers/p.test.ts',
    'test/src/e2e/e.test.ts',
    'test/src/detect/b.test.ts',
    'test/src/detect/a.test.ts',
    'test/src/detect/long.test.ts',
  ]);
});
