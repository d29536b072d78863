import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { lookAt } from '../builds/days.ts';
import { judgeDirtyHours } from './judge.ts';
import { LastJudgement } from './last-judgement.ts';

const look = lookAt([20260301]);
const losses = { forgotten: 0, unread: 0, read: 9, kept: 9, unwritten: 0 };
/** A store in which two hours are due, without a segment that is kept. */
const due: Answers = {
  'highest build': [{ build: 7 }],
  'range of a build': [{ buckets: 2, first: 3_600, last: 7_200 }],
  'minutes that have arrived': [{ minute: 3_660 }],
  'minutes and what they have seen': [],
  'ordinary outcomes': [],
  'counts of segments': [],
  'calls that a judgement has lost': [losses],
};
const finished = 'hours that are judged';
const namesOf = (written: readonly { readonly to: string }[]) => written.map(({ to }) => to);

it('judges the hours that are planned, and says so last: then readers switch to them', async () => {
  const { store, asked, written } = answeringStore(due);
  const last = new LastJudgement();
  expect(await judgeDirtyHours(store, look, last, { hours: [9_999] })).toBe(2);
  expect(written[0]).toMatchObject({ to: 'plan of hours to judge', what: { ...look, resting: [9_999] } });
  const done = namesOf(written).indexOf(finished);
  // All that comes after it is the working space that is dropped.
  expect(namesOf(written).slice(done + 1)).toEqual(
    namesOf(written)
      .slice(done + 1)
      .filter((to) => to.startsWith('ALTER TABLE')),
  );
  expect(asked.indexOf('minutes that have arrived')).toBeLessThan(
    asked.indexOf('minutes and what they have seen'),
  );
  expect(asked.at(-1)).toBe('calls that a judgement has lost');
});

it('has a build above all others, and remembers what was judged under it', async () => {
  const { store, written } = answeringStore({
    ...due,
    'highest build': [{ build: Number.MAX_SAFE_INTEGER - 9 }],
  });
  const last = new LastJudgement();
  await judgeDirtyHours(store, look, last);
  const build = Number.MAX_SAFE_INTEGER - 8;
  expect(written).toContainEqual({ to: finished, what: { build, left: [] } });
  expect(last.of({ hour: 3_600, build })).toEqual(new Map());
});

it('reads no calls where no hour is due', async () => {
  const { store, asked } = answeringStore({
    ...due,
    'range of a build': [{ buckets: 0, first: 0, last: 0 }],
  });
  expect(await judgeDirtyHours(store, look, new LastJudgement())).toBe(0);
  expect(asked).toEqual(['highest build', 'range of a build']);
});

it('leaves its hours dirty where calls were deleted meanwhile', async () => {
  const { store, written } = answeringStore({
    ...due,
    'calls that a judgement has lost': [{ ...losses, kept: 8 }],
  });
  const last = new LastJudgement();
  await expect(judgeDirtyHours(store, look, last)).rejects.toThrow('of 9 calls 8 are left');
  expect(namesOf(written)).not.toContain(finished);
});
