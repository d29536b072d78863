import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { keptFor } from './kept.ts';

it('an answer is kept for its time, each scope has its own, and an error is not kept', async () => {
  const store = unreachableStore();
  let now = 0;
  let fails = false;
  const asked: string[] = [];
  const read = keptFor(
    1_000,
    async (_, scope) => {
      asked.push(scope);
      if (fails) throw new Error('away');
      return `${scope} ${asked.length}`;
    },
    () => now,
  );
  expect([await read(store, 'a'), await read(store, 'a'), await read(store, 'b')]).toEqual([
    'a 1',
    'a 1',
    'b 2',
  ]);
  now = 1_000;
  fails = true;
  await expect(read(store, 'a')).rejects.toThrow('away');
  fails = false;
  expect(await read(store, 'a')).toBe('a 4');
});
