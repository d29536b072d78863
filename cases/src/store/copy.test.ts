import { expect, it } from 'vitest';
import { reaches } from './copy.ts';

it('knows whether the store has every event, and copies only where it does not', async () => {
  const store = { newest: 3, copies: 0 };
  const newest = async () => store.newest;
  const copyOf = (to: number) => async () => {
    store.copies += 1;
    store.newest = to;
  };
  expect(await reaches(3, newest, copyOf(9))).toBe(true);
  expect(store).toEqual({ newest: 3, copies: 0 });
  // Copied in part, as where it takes too long.
  expect(await reaches(7, newest, copyOf(5))).toBe(false);
  expect(await reaches(7, newest, copyOf(8))).toBe(true);
  expect(store.copies).toBe(2);
});
