import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { keptFor } from '../../queries/kept.ts';
import { untilRevised } from './kept.ts';

const found = {
  campaign_id: 'c-1',
  candidate_id: 't-1',
  revision: 1,
  score: 0.9,
  first_ms: 0,
  last_ms: 0,
  merged_from: [],
  merged_into: '',
};

it('keeps an answer for a minute, and no longer than the revision', async () => {
  let now = 0;
  let asked = 0;
  const [store, other] = [unreachableStore(), unreachableStore()];
  const answer = keptFor(
    untilRevised,
    async (_, { campaign_id, revision }) => `${campaign_id} ${revision} ${++asked}`,
    () => now,
  );
  expect(await answer(store, found)).toBe('c-1 1 1');
  now += 59_000;
  expect(await answer(store, found)).toBe('c-1 1 1');
  expect(await answer(store, { ...found, revision: 2 })).toBe('c-1 2 2');
  expect(await answer(store, { ...found, campaign_id: 'c-2' })).toBe('c-2 1 3');
  expect(await answer(other, { ...found, revision: 2 })).toBe('c-1 2 4');
  now += 60_000;
  expect(await answer(store, { ...found, revision: 2 })).toBe('c-1 2 5');
  await Promise.all([store.close(), other.close()]);
});

it('asks again after a failure', async () => {
  let fails = true;
  const store = unreachableStore();
  const answer = keptFor(untilRevised, async () => {
    if (fails) throw new Error('the store is away');
    return 'there';
  });
  await expect(answer(store, found)).rejects.toThrow('the store is away');
  fails = false;
  expect(await answer(store, found)).toBe('there');
  await store.close();
});
