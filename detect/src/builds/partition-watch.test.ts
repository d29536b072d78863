import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { PartitionWatch } from './partition-watch.ts';

function watching(partitions: Record<number, string>) {
  const { store } = answeringStore({
    'partitions and their parts': () =>
      Object.entries(partitions).map(([partition, parts]) => ({ partition: Number(partition), parts })),
  });
  return new PartitionWatch(store, ['arrivals']);
}

it('tells partitions until they were found to hold no work, and again once their parts are others', async () => {
  const partitions = { 20260301: 'a', 20260302: 'b' };
  const watch = watching(partitions);
  const [first] = await watch.changed();
  if (first === undefined) throw new Error('no partition');
  watch.settle([first]);
  expect(await watch.changed()).toEqual([{ partition: 20260302, parts: 'b' }]);
  partitions[20260301] = 'c';
  expect(await watch.changed()).toHaveLength(2);
});

it('does not settle parts that came after the look', async () => {
  const partitions = { 20260301: 'a' };
  const watch = watching(partitions);
  const looked = await watch.changed();
  partitions[20260301] = 'b';
  watch.settle(looked);
  expect(await watch.changed()).toEqual([{ partition: 20260301, parts: 'b' }]);
});

it('tells all of them once it has forgotten', async () => {
  const watch = watching({ 20260301: 'a' });
  watch.settle(await watch.changed());
  expect(await watch.changed()).toEqual([]);
  watch.forget();
  expect(await watch.changed()).toHaveLength(1);
});
