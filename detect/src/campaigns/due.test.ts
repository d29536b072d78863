import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { noteMerged } from './due.ts';

it('notes the build that a merge has seen of each hour, under a build of its own that is newer than the last', async () => {
  const { store, written } = answeringStore({});
  const noted = 2 ** 52;
  await noteMerged(store, [
    { hour: 3_600, build: 12, noted: 0 },
    { hour: 7_200, build: 13, noted },
  ]);
  expect(written).toMatchObject([
    {
      to: 'builds',
      what: [
        { rollup: 'merge', carrier: '', bucket: 3_600, arrivals: 12 },
        { rollup: 'merge', carrier: '', bucket: 7_200, arrivals: 13, build: noted + 1 },
      ],
    },
  ]);
});
