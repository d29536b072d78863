import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { watchDays } from '../builds/days.ts';
import { lookForWork } from './work.ts';

/** A store with parts of these days, of which some hold work. */
function holding(days: readonly number[], work: Readonly<Record<number, object>>) {
  const answers: Answers = {
    'partitions and their parts': days.map((partition) => ({ partition, parts: 'as they are' })),
    'work by day': ({ days: asked }) =>
      Object.entries(work).flatMap(([day, found]) =>
        Array.isArray(asked) && asked.includes(Number(day))
          ? [{ day: Number(day), minutes: 0, hours: 0, unmerged: 0, ...found }]
          : [],
      ),
  };
  return answeringStore(answers);
}

it('adds up what is to do, by day', async () => {
  const { store } = holding([20260301, 20260305], {
    20260301: { minutes: 2, hours: 1 },
    20260305: { unmerged: 4 },
  });
  expect(await lookForWork(store, watchDays(store))).toEqual({
    days: [20260301, 20260305],
    minutes: 2,
    windows: 5,
  });
});

it('looks again only at days with work and those beside them', async () => {
  const { store } = holding([20260301, 20260302, 20260303, 20260304], { 20260304: { hours: 1 } });
  const watch = watchDays(store);
  await lookForWork(store, watch);
  expect((await watch.changed()).map(({ partition }) => partition)).toEqual([20260303, 20260304]);
});

it('ends its look once it has found enough, and leaves the other days for the next one', async () => {
  const days = Array.from({ length: 25 }, (_, i) => 20260301 + i);
  const { store, asked } = holding(days, { 20260302: { minutes: 1 } });
  const watch = watchDays(store);
  expect((await lookForWork(store, watch, 1)).days).toEqual([20260302]);
  expect(asked.filter((name) => name === 'work by day')).toHaveLength(1);
  const left = (await watch.changed()).map(({ partition }) => partition);
  expect(left).toEqual([20260301, 20260302, 20260303, ...days.slice(10)]);
});
