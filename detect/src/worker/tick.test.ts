import { type Answers, answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { storedCandidate } from '../campaigns/stored-candidate.fixture.ts';
import { createTick } from './tick.ts';

const now = 10_000_000;
const longestMs = 60_000;
const opening = { longestMs, clock: () => now };
const days = [20260301];

/** A store in which nothing is dirty, and one candidate waits since so long. */
const waiting = (forMs: number): Answers => ({
  'newest batches of carriers': [],
  'hours to judge': [],
  'hours to merge': [],
  'pending candidates': [{ campaign_id: 'c-1', enoughAt: 500, pendingSince: now - forMs }],
  'stored candidates': [storedCandidate(1)],
});
const away = () => {
  throw new Error('the engine is away');
};
const opened = { openedCandidates: 1, pendingCandidates: 0 };

it('opens a candidate that nothing holds, though nothing is dirty', async () => {
  const { store } = answeringStore(waiting(0));
  expect(await createTick(store, { opening })(days)).toMatchObject({
    ...opened,
    judgedHours: 0,
    changedCampaigns: 0,
  });
});

it('opens none while days are left for later rounds', async () => {
  const { store } = answeringStore(waiting(0));
  expect(await createTick(store, { opening })(days, false)).toMatchObject({
    openedCandidates: 0,
    pendingCandidates: 1,
  });
  expect(await createTick(store, { opening })([], false)).toMatchObject({
    openedCandidates: 0,
    pendingCandidates: 1,
  });
  expect(await createTick(store, { opening })([], true)).toMatchObject(opened);
});

it('plans no judgement where no hour is dirty', async () => {
  const { store, written } = answeringStore(waiting(0));
  await createTick(store, { opening })(days);
  expect(written.filter(({ to }) => to === 'plan of hours to judge')).toEqual([]);
});

it('a round that fails opens what has waited longest, and nothing else', async () => {
  const long = answeringStore({ ...waiting(longestMs), 'hours to judge': away });
  await expect(createTick(long.store, { opening })(days)).rejects.toThrow('the engine is away');
  expect(long.written).toMatchObject([{ to: 'traceback_candidates_store', what: [{ status: 'open' }] }]);
  const short = answeringStore({ ...waiting(longestMs - 1), 'hours to judge': away });
  await expect(createTick(short.store, { opening })(days)).rejects.toThrow('the engine is away');
  expect(
    short.written.filter(({ to }) => to === 'traceback_candidates_store').flatMap(({ what }) => what),
  ).toEqual([]);
});

it('tells the error of the round, though the opening fails as well', async () => {
  const { store } = answeringStore({
    ...waiting(longestMs),
    'hours to judge': away,
    'pending candidates': [{}],
  });
  await expect(createTick(store, { opening })(days)).rejects.toThrow('the engine is away');
});
