import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { watchDays } from '../builds/days.ts';
import { detectBacklog } from './backlog.ts';

const none: Answers = {
  'partitions and their parts': [],
  'number of unpublished candidates': [{ candidates: 0 }],
  'number of pending candidates': [{ candidates: 0 }],
};

it('is zero where nothing is to be done', async () => {
  const { store } = answeringStore(none);
  expect(await detectBacklog(store)).toEqual({
    dirtyMinutes: 0,
    dirtyWindows: 0,
    unpublished: 0,
    pending: 0,
  });
});

it('counts the minutes and hours of all days, and the candidates that are not sent yet or wait', async () => {
  const { store } = answeringStore({
    'partitions and their parts': [{ partition: 20260301, parts: 'a' }],
    'work by day': [
      { day: 20260228, minutes: 0, hours: 1, unmerged: 2 },
      { day: 20260301, minutes: 60, hours: 4, unmerged: 8 },
    ],
    'number of unpublished candidates': [{ candidates: 3 }],
    'number of pending candidates': [{ candidates: 5 }],
  });
  expect(await detectBacklog(store)).toEqual({
    dirtyMinutes: 60,
    dirtyWindows: 15,
    unpublished: 3,
    pending: 5,
  });
});

it('reads a day without work once, as long as nothing is written to it and the watch is kept', async () => {
  const { store, asked } = answeringStore({
    ...none,
    'partitions and their parts': [{ partition: 20260301, parts: 'a' }],
    'work by day': [],
  });
  const watch = watchDays(store);
  await detectBacklog(store, watch);
  await detectBacklog(store, watch);
  expect(asked.filter((name) => name === 'work by day')).toHaveLength(1);
});
