import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { createSweep } from './sweep.ts';
import { targets } from './sweep-targets.ts';

type Partition = { readonly partition: number; readonly rows: number; readonly current: number };

/** A store whose tables all have these partitions, and nothing else to sweep. */
function holding(partitions: readonly Partition[], more: Answers = {}) {
  return answeringStore({
    'deletions under way': [{ mutations: 0 }],
    'partitions and their parts': partitions.map(({ partition }) => ({ partition, parts: 'as they are' })),
    ...Object.fromEntries(targets.map(({ table }) => [`superseded rows of ${table}`, partitions])),
    'working space of builds that died': [],
    'plans of builds long done': [{ rows: 0 }],
    'days of which nothing is stitched any more': [],
    ...more,
  });
}
const many = { partition: 20260301, rows: 250_000, current: 100_000 };
const few = { partition: 20260302, rows: 150_000, current: 60_000 };
const halfOfMany = { partition: 20260303, rows: 500_000, current: 300_000 };
const none = { partition: 20260304, rows: 5, current: 0 };

it('deletes where many rows are superseded, as many as hold; and where none holds', async () => {
  const { store, written } = holding([many, few, halfOfMany, none]);
  await createSweep(store)();
  const expected = targets.flatMap(({ table }) =>
    [many, none].map(({ partition }) => ({ to: `ALTER TABLE ${table}`, what: { partition } })),
  );
  expect(written).toMatchObject(expected);
});

it('reads nothing again of partitions that have not changed', async () => {
  const { store, asked } = holding([few]);
  const sweep = createSweep(store);
  const looks = () => asked.filter((name) => name.startsWith('superseded rows')).length;
  await sweep();
  expect(looks()).toBe(targets.length);
  await sweep();
  expect(looks()).toBe(targets.length);
});

it('asks for no deletion while one is under way', async () => {
  const { store, written } = holding([many], { 'deletions under way': [{ mutations: 1 }] });
  await createSweep(store)();
  expect(written).toEqual([]);
});

it('drops the working space of judgements that died, and forgets the minutes of days that rest', async () => {
  const { store, written } = holding([], {
    'working space of builds that died': [{ table: 'judge_sums', build: 7 }],
    'days of which nothing is stitched any more': [{ day: 20260301 }],
  });
  await createSweep(store)();
  expect(written.map(({ to }) => to)).toEqual(['ALTER TABLE judge_sums', 'ALTER TABLE stitched_minutes']);
});
