import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { keptFor } from './kept.ts';

it('an answer is kept for its time, each scope has its own, and an error is not kept', async () => {
  const store = unreachableStore();
  let now = 0;
  let fails = false;
  const asked: string[] = [];
  const read = keptFor(
    { ms: 1_000, keyOf: (scope: string) => scope },
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

it('no more answers are kept than are said, and an answer that fails late takes no newer one away', async () => {
  const store = unreachableStore();
  let now = 0;
  let asked = 0;
  const late = Promise.withResolvers<string>();
  const read = keptFor(
    { ms: 10, most: 2, keyOf: (key: string) => key },
    async (_, key) => {
      asked += 1;
      return asked === 1 ? late.promise : `${key} ${asked}`;
    },
    () => now,
  );
  const first = read(store, 'a');
  now = 10;
  expect(await read(store, 'a')).toBe('a 2');
  late.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  expect(await read(store, 'a')).toBe('a 2');
  expect([await read(store, 'b'), await read(store, 'c')]).toEqual(['b 3', 'c 4']);
  expect([await read(store, 'c'), await read(store, 'a')]).toEqual(['c 4', 'a 5']);
});
